import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { addCases } from "./case-routes.ts";
import { addCentre } from "./centre-routes.ts";
import { addChanges } from "./change-routes.ts";
import { addDocuments, type DocumentParts } from "./documents-routes.ts";
import { addGuard } from "./guard.ts";
import { createKit, type DeskRouteParts } from "./kit.ts";
import { addLogin } from "./login-routes.ts";
import { addQueue } from "./queue-routes.ts";
import { addReplies } from "./reply-routes.ts";
import { addSeeing } from "./seeing-routes.ts";

/** `/desk/…`: pages for staff, each behind its role. */
export function addDesk(server: FastifyInstance, parts: DeskRouteParts & { documents: DocumentParts }): void {
  const style = readFileSync(new URL("desk.css", import.meta.url), "utf8");
  const script = readFileSync(new URL("desk.js", import.meta.url), "utf8");
  const kit = createKit(parts, style);
  server.register(
    async (desk) => {
      addGuard(desk, {
        ...parts,
        refuse: (request, reply, why) => {
          const page = kit.page(request, reply);
          const text = page.messages[page.language](why === "forbidden" ? "desk-forbidden" : "form-stale");
          return kit.notice(request, reply, text);
        },
      });
      desk.get("/desk.js", { config: { role: "nobody" } }, async (_request, reply) =>
        reply.type("text/javascript").send(script),
      );
      addLogin(desk, kit);
      addQueue(desk, kit);
      addCases(desk, kit);
      addReplies(desk, kit);
      addSeeing(desk, kit);
      addDocuments(desk, kit, parts.documents);
      addCentre(desk, kit);
      addChanges(desk, kit);
    },
    { prefix: "/desk" },
  );
}
