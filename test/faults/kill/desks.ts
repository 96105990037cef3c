import { createClient, type ApiClient } from '../../../src/api/client.js';
import { signIn } from '../../../src/contract/sign-in.js';
import { DEMO_DISTRICT } from '../../../server/demo/load-demo.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';

/** A token holds for a quarter of an hour; it is kept over several starts, as a pane keeps it. */
const KEEP_TOKEN_MS = 10 * 60_000;
const PATIENCE_MS = 60_000;

/** Clients of the sample people at whichever address the program has just now. */
export class Desks {
  private readonly tokens = new Map<string, { token: string; until: number }>();

  async at(baseUrl: string, who: string): Promise<ApiClient> {
    const token = await this.token(baseUrl, who);
    return createClient({ baseUrl, token: () => token, timeoutMs: PATIENCE_MS });
  }

  private async token(baseUrl: string, who: string): Promise<string> {
    const kept = this.tokens.get(who);
    if (kept && kept.until > Date.now()) return kept.token;
    const nobody = createClient({ baseUrl, token: () => null, timeoutMs: PATIENCE_MS });
    const body = { district: DEMO_DISTRICT, email: `${who}@dayton.example`, password: DEMO_PASSWORD };
    const { token } = await nobody.call(signIn, { params: {}, body });
    this.tokens.set(who, { token, until: Date.now() + KEEP_TOKEN_MS });
    return token;
  }
}
