type Known = { etag: string; data: unknown };

/** The site of a pane, and what a reviewer goes to and fro between. */
const MOST = 8;

/** The latest replies that had an entity tag, so that the server need not send again what has not changed. */
export class KnownReplies {
  private readonly replies = new Map<string, Known>();

  get(key: string): Known | undefined {
    return this.replies.get(key);
  }

  set(key: string, reply: Known): void {
    this.replies.delete(key);
    this.replies.set(key, reply);
    const [oldest] = this.replies.keys();
    if (this.replies.size > MOST && oldest !== undefined) this.replies.delete(oldest);
  }
}
