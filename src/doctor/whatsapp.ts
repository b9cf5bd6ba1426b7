import type { CloudApi } from "../whatsapp/cloud-api.ts";
import { CloudApiError } from "../whatsapp/cloud-api.ts";
import { findObstacle } from "../whatsapp/send-failure.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** WhatsApp as Meta sees it: the number, what the token may do, the templates. Reads, and sends nothing. */

export interface WhatsappToExamine {
  api: CloudApi;
  /** The business account, where it is set; else it is read from the token's rights. */
  accountId: string | null;
  /** By language, those that are set. */
  templates: Readonly<Record<string, { name: string; code: string } | undefined>>;
  /** The host of WHATSAPP_API_ROOT. */
  host: string;
}

/** Milliseconds for one call. */
const DEADLINE = 10_000;
const RIGHTS = { send: "whatsapp_business_messaging", manage: "whatsapp_business_management" };
/** Milliseconds before its end at which a token is named. */
const SOON = 14 * 86_400_000;

interface About {
  display_phone_number?: string;
  quality_rating?: string;
}

interface TokenAbout {
  is_valid?: boolean;
  /** Seconds since 1970; 0 for one without an end. */
  expires_at?: number;
  scopes?: string[];
  granular_scopes?: { scope?: string; target_ids?: string[] }[];
}

export async function examineWhatsapp(parts: WhatsappToExamine): Promise<Finding[]> {
  const { api, host } = parts;
  try {
    const number = (await api.readNumber("display_phone_number,quality_rating", { deadline: DEADLINE })) as About;
    const { data } = (await api.inspectToken({ deadline: DEADLINE })) as { data?: TokenAbout };
    return [examineNumber(number), ...examineToken(data ?? {}), ...(await examineTemplates(parts, data ?? {}))];
  } catch (error) {
    return [describeFailure(error, host)];
  }
}

/** The number itself is public: people write to it. */
function examineNumber({ display_phone_number: number = "?", quality_rating: quality = "" }: About): Finding {
  const found = `The number is ${number}`;
  if (quality !== "RED") return ok("whatsapp", found);
  return warn(
    "whatsapp",
    `${found}, and people report it: its quality is RED`,
    "See its insights in the WhatsApp Manager.",
  );
}

function examineToken({ is_valid: valid, expires_at: end = 0, scopes = [] }: TokenAbout): Finding[] {
  const check = "whatsapp token";
  const make = "Make a new one for the system user, see docs/whatsapp.md.";
  if (valid === false) return [fail(check, "Meta says that WHATSAPP_TOKEN is not valid", make)];
  if (!scopes.includes(RIGHTS.send)) return [fail(check, `It lacks the right ${RIGHTS.send}`, make)];
  const manage = scopes.includes(RIGHTS.manage)
    ? []
    : [warn(check, `It lacks the right ${RIGHTS.manage}: its templates can't be looked at`, make)];
  const left = end * 1000 - Date.now();
  if (end > 0 && left < SOON) {
    return [...manage, warn(check, `It ends on ${new Date(end * 1000).toISOString().slice(0, 10)}`, make)];
  }
  return manage.length > 0 ? manage : [ok(check, "It works, and may send and look at templates")];
}

async function examineTemplates(
  { api, accountId, templates }: WhatsappToExamine,
  { scopes = [], granular_scopes: granular = [] }: TokenAbout,
): Promise<Finding[]> {
  const check = "whatsapp templates";
  const set = Object.entries(templates).flatMap(([language, template]) =>
    template ? [{ language, ...template }] : [],
  );
  if (set.length === 0) {
    const found = "None is set: an answer of the centre's after a day waits until its asker writes again";
    return [warn(check, found, "Have one approved and set WHATSAPP_TEMPLATE_KK, _RU and _EN, see docs/whatsapp.md.")];
  }
  const account = accountId ?? granular.find(({ scope }) => scope === RIGHTS.manage)?.target_ids?.[0];
  if (account === undefined || !scopes.includes(RIGHTS.manage)) {
    return [warn(check, "They can't be looked at", "Set WHATSAPP_ACCOUNT_ID, and let the token manage the account.")];
  }
  const looked = set.map(async ({ language, name, code }): Promise<Finding> => {
    const reply = await api.readTemplates({ account, name }, { deadline: DEADLINE });
    const list = (Array.isArray(reply.data) ? reply.data : []) as {
      name?: string;
      language?: string;
      status?: string;
    }[];
    const found = list.find((one) => one.name === name && one.language === code);
    const setting = `WHATSAPP_TEMPLATE_${language.toUpperCase()}`;
    if (!found) return fail(check, `There is no template ${name} in ${code}`, `Make it, or mend ${setting}.`);
    if (found.status === "APPROVED") return ok(check, `${name} (${code}) is approved`);
    return fail(check, `${name} (${code}) is ${found.status}`, "See why in the WhatsApp Manager.");
  });
  return Promise.all(looked);
}

function describeFailure(error: unknown, host: string): Finding {
  if (!(error instanceof CloudApiError) || error.status === 0) {
    const mend = "See whether this machine reaches it: network, firewall, proxy, WHATSAPP_API_ROOT.";
    return fail("whatsapp", `${host} can't be reached`, mend);
  }
  const obstacle = findObstacle(error);
  if (obstacle === "token")
    return fail("whatsapp", "Meta refuses WHATSAPP_TOKEN", "Make a new one, see docs/whatsapp.md.");
  if (obstacle === "account")
    return fail("whatsapp", "Meta has shut the business account", "See its notice in the Business Manager.");
  const found = `${host} answers ${error.code || error.status}`;
  return fail("whatsapp", found, "See WHATSAPP_PHONE_ID, the token's rights, and WHATSAPP_API_ROOT.");
}
