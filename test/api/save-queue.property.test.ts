import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { memoryStorage } from '../../src/api/queue-storage.js';
import { refusal } from '../support/fake-api.js';
import { amountOf, apiOf, openQueue, PERSON, saveOf, unreachable, WORKBOOK } from '../support/queue-setup.js';
import { RevisionModel, type CallOf } from '../support/revision-model.js';

type Network = 'well' | 'down' | 'halfAnswered' | 'twice' | 'fault' | 'signedOut';
type Step =
  | { do: 'save' }
  | { do: 'submit' }
  | { do: 'reload' }
  | { do: 'wait' }
  | { do: 'network'; is: Network };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Step>({ do: 'save' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'submit' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'reload' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'wait' }) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom<Network>('well', 'down', 'halfAnswered', 'twice', 'fault', 'signedOut')
      .map((is): Step => ({ do: 'network', is })),
  },
);

/** A principal with one workbook, a pane that she may reload, and a network that fails in every way. */
class Season {
  readonly server = new RevisionModel();
  readonly saved: number[] = [];
  private readonly storage = memoryStorage();
  private network: Network = 'well';
  private base = 0;
  private pane = this.open();

  private open() {
    const setup = openQueue(
      apiOf((call) => this.answer(call)),
      this.storage,
    );
    setup.queue.onSent(({ receipt }) => (this.base = receipt.revision.number));
    return setup;
  }

  private answer(call: CallOf): unknown {
    if (this.network === 'down') throw unreachable();
    if (this.network === 'fault') throw refusal('server.fault', 500, 'Fault.');
    if (this.network === 'signedOut') throw refusal('token.expired', 401, 'Ended.');
    const reply = this.server.answer(call);
    if (this.network === 'halfAnswered') throw unreachable();
    return this.network === 'twice' ? this.server.answer(call) : reply;
  }

  async start(): Promise<void> {
    await this.pane.queue.setPerson(PERSON);
  }

  async take(next: Step): Promise<void> {
    const { queue, timers } = this.pane;
    if (next.do === 'network') this.network = next.is;
    else if (next.do === 'save') {
      const amount = this.saved.length + 1;
      this.saved.push(amount);
      const result = await queue.save(saveOf(amount, this.base));
      if (result.kind === 'sent') this.base = result.receipt.revision.number;
    } else if (next.do === 'submit') {
      if (this.saved.length === 0) return;
      const body = { revision: Math.max(1, this.base) };
      await queue.submit({ siteCode: '608', workbookId: WORKBOOK, body });
    } else if (next.do === 'reload') {
      this.pane = this.open();
      await this.start();
      const mark = await this.pane.queue.sentOf(WORKBOOK);
      if (mark) this.base = mark.revision;
    } else {
      timers.fire();
      await queue.wake();
    }
  }

  /** The network is back for good. */
  async end(): Promise<void> {
    this.network = 'well';
    await this.take({ do: 'reload' });
    await this.pane.queue.wake();
  }

  waiting() {
    return this.pane.queue.current();
  }
}

test('whatever fails in between, the last content arrives, every save at most once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const season = new Season();
      await season.start();
      for (const next of steps) await season.take(next);
      await season.end();
      const arrived = season.server.revisions.map(({ body }) => amountOf(body));
      expect(arrived.at(-1)).toBe(season.saved.at(-1));
      expect(arrived).toEqual([...new Set(arrived)].sort((a, b) => a - b));
      expect(season.waiting()).toMatchObject({ phase: 'idle', count: 0, refused: [] });
      // Each revision stands on the one before it.
      expect(season.server.revisions.map(({ base }) => base)).toEqual(arrived.map((_, at) => at));
    }),
    { numRuns: 300 },
  );
});
