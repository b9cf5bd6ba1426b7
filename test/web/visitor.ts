/** Somebody at a browser without script: keeps cookies, reads forms, follows nothing by itself. */
export interface Page {
  status: number;
  /** Without its styles. */
  html: string;
  headers: Headers;
  /** Where it leads, or null. */
  location: string | null;
}

export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  post(path: string, fields: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Page>;
  /** Fetches a page, fills in its form that posts to `action` and sends it, hidden fields and all. */
  send(path: string, action: string, fields?: Record<string, string | string[]>): Promise<Page>;
  cookies: Map<string, string>;
}

export function visit(address: string): Visitor {
  const cookies = new Map<string, string>();
  const request = async (path: string, init: RequestInit): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const reply = await fetch(address + path, {
      redirect: "manual",
      ...init,
      headers: { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) },
    });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (value === "" || /expires=Thu, 01 Jan 1970/iu.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = (await reply.text()).replace(/<style>[\s\S]*?<\/style>/u, "");
    return { status: reply.status, html, headers: reply.headers, location: reply.headers.get("location") };
  };
  const visitor: Visitor = {
    cookies,
    get: (path, headers = {}) => request(path, { headers }),
    post: (path, fields, headers = {}) => request(path, { method: "POST", body: toBody(fields), headers }),
    send: async (path, action, fields = {}) => {
      const page = await visitor.get(path);
      return visitor.post(action, { ...readHidden(page.html, action), ...fields });
    },
  };
  return visitor;
}

function toBody(fields: Record<string, string | string[]>): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each);
  return body;
}

/** Hidden fields of the form that posts to `action`; throws when the page has none. */
export function readHidden(html: string, action: string): Record<string, string> {
  const form = html
    .split("<form")
    .find(
      (part) => part.includes(`action="${action}"`) || part.includes(`action="${action.replaceAll("&", "&amp;")}"`),
    );
  if (!form) throw new Error(`The page has no form for ${action}: ${html.slice(0, 2000)}`);
  const inputs = (form.split("</form>")[0] ?? "").matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu);
  return Object.fromEntries([...inputs].map(([, name = "", value = ""]) => [name, value]));
}
