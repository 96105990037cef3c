/** So many may work at once and so many wait for their turn, in the order in which they came. */
export class Places {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** How many work now. */
  get count(): number {
    return this.taken;
  }

  /** Waits for a place and gives what to call when it is free again; null where too many wait already. */
  async take(): Promise<(() => void) | null> {
    if (this.taken >= this.atOnce) {
      if (this.waiting.length >= this.mostWaiting) return null;
      // Whoever ends hands its place over.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.taken += 1;
    return () => this.free();
  }

  /** A place beside all others, for whom must not wait; gives what to call when it is free again. */
  takeExtra(): () => void {
    this.taken += 1;
    return () => this.free();
  }

  private free(): void {
    // No more than may work at once take over from those that worked beside them.
    const next = this.taken > this.atOnce ? undefined : this.waiting.shift();
    if (next) next();
    else this.taken -= 1;
  }
}
