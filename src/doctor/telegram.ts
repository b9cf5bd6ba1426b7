import { type BotApi, BotApiError } from "../telegram/bot-api.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** The bot as Telegram sees it. Never asks for updates: that would end the running service's own poll. */

export interface TelegramToExamine {
  api: BotApi;
  /** Where Telegram is to bring updates; null when they are fetched. */
  webhook: string | null;
  /** The host of TELEGRAM_API_ROOT. */
  host: string;
}

/** Updates that wait at Telegram: of more, the bot is behind or doesn't run. */
const MANY_PENDING = 100;
/** Seconds for which a failed delivery counts as recent. */
const RECENT = 600;
/** Milliseconds for one call. */
const DEADLINE = 10_000;

interface BotAbout {
  username?: string;
  supports_inline_queries?: boolean;
}

interface WebhookInfo {
  url?: string;
  pending_update_count?: number;
  last_error_date?: number;
  last_error_message?: string;
}

export async function examineTelegram({ api, webhook, host }: TelegramToExamine): Promise<Finding[]> {
  try {
    const bot = (await api.call("getMe", {}, { deadline: DEADLINE })) as BotAbout;
    const info = (await api.call("getWebhookInfo", {}, { deadline: DEADLINE })) as WebhookInfo;
    return [
      ok("telegram", `The token works: @${bot.username ?? "?"}`),
      ...examineInline(bot),
      examineWebhook(info, webhook),
      examinePending(info),
    ];
  } catch (error) {
    return [describeFailure(error, host)];
  }
}

function describeFailure(error: unknown, host: string): Finding {
  const status = error instanceof BotApiError ? error.status : 0;
  if (status === 401 || status === 404) {
    return fail("telegram", "Telegram refuses BOT_TOKEN", "Copy the token from @BotFather again.");
  }
  if (status === 429) return warn("telegram", `${host} asks for a pause`, "Wait a minute and look again.");
  if (status >= 400)
    return fail("telegram", `${host} answers ${status}`, "Wait and look again; see TELEGRAM_API_ROOT.");
  const mend = "See whether this machine reaches it: network, firewall, proxy, TELEGRAM_API_ROOT.";
  return fail("telegram", `${host} can't be reached`, mend);
}

function examineInline({ supports_inline_queries: inline }: BotAbout): Finding[] {
  if (inline !== false) return [];
  return [
    warn(
      "telegram",
      "Inline mode is off: @bot question finds nothing in other chats",
      "Send /setinline to @BotFather.",
    ),
  ];
}

function examineWebhook(
  { url = "", last_error_date: at = 0, last_error_message: why }: WebhookInfo,
  wanted: string | null,
): Finding {
  const check = "webhook";
  if (wanted === null) {
    if (url === "") return ok(check, "None is set, as polling needs it");
    const mend = "Kenes takes it away at its start. If another program set it, stop that, or it stops this one.";
    return warn(check, "A webhook is set, and Kenes is to poll", mend);
  }
  if (url !== wanted) {
    const found = url === "" ? "None is set yet" : "Another address is set than WEBHOOK_URL";
    return warn(check, found, "Start Kenes: it sets its own and looks after it.");
  }
  if (Date.now() / 1000 - at < RECENT) {
    const mend = "WEBHOOK_URL must lead from outside to Kenes: see the proxy, its certificate, the port.";
    return fail(check, `Telegram could not deliver (${clean(why)})`, mend);
  }
  return ok(check, "It is set to WEBHOOK_URL, and Telegram has delivered");
}

function examinePending({ pending_update_count: pending = 0 }: WebhookInfo): Finding {
  const found = `${pending} updates wait at Telegram`;
  if (pending < MANY_PENDING) return ok("pending", found);
  return warn("pending", found, "Start Kenes, or see why it is behind: /metrics. Telegram keeps them for a day.");
}

/** Telegram's words without addresses: ours may hold a secret path. */
function clean(why: string | undefined): string {
  return (why ?? "no reason given").replace(/https?:\S+/gu, "…").slice(0, 200);
}
