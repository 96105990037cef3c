/**
 * A stand-in for Excel that answers the real, unaltered office.js. The way in:
 *
 *   const workbook = await loadXlsx(bytes, 'Site.xlsx');     // load-xlsx.ts, or `new Workbook()` and addSheet
 *   const host = new ExcelHost(workbook);
 *   global._richApiNativeBridge = createNativeBridge(host);  // native-bridge.ts: tests
 *   installDesktopShim(window, host);                        // desktop-shim.ts: a page, before office.js loads
 *   connectWebFrame(window, frame, host);                    // web-frame-host.ts: a pane in an iframe, over https
 *   host.actions.typeCell('Budget', 'K5', '1,250.00');       // what a person does; host.misbehave({…}) what Excel does
 *
 * Every Excel behaviour decided here is listed in behaviours.md with its source.
 */
import { executeBatch } from './executor/batch.js';
import { EventSubscriptions } from './executor/event-wire.js';
import type { Arguments, HostObject } from './executor/host-object.js';
import { NULL_OBJECT } from './executor/host-object.js';
import { KeptReferences } from './executor/kept-references.js';
import { RangeRef } from './executor/range-ref.js';
import { range } from './executor/range-type.js';
import {
  RequestFlag,
  WORKBOOK_TARGET,
  type EventEntry,
  type RequestBody,
  type ResponseBody,
} from './executor/wire.js';
import { workbookRoot } from './executor/workbook-types.js';
import { wellBehaved, type Misbehaviour } from './misbehaviour.js';
import type { HostEvent } from './model/host-event.js';
import { UserActions } from './model/user-actions.js';
import type { Workbook } from './model/workbook.js';

/** One open workbook with one add-in talking to it. */
export class ExcelHost {
  readonly actions: UserActions;
  private readonly behaviour: Misbehaviour = wellBehaved();
  private readonly references = new KeptReferences();
  private readonly subscriptions = new EventSubscriptions();
  private readonly outbox: EventEntry[] = [];
  private readonly waitingForEdit: (() => void)[] = [];
  private deliver: ((entries: EventEntry[]) => void) | null = null;
  private running = 0;

  constructor(readonly workbook: Workbook) {
    this.actions = new UserActions(workbook);
    workbook.listen((event) => this.hear(event));
  }

  get misbehaviour(): Readonly<Misbehaviour> {
    return this.behaviour;
  }

  /** Changes how Excel misbehaves from now on; what is not named stays. */
  misbehave(change: Partial<Misbehaviour>): void {
    Object.assign(this.behaviour, change);
    if (!this.behaviour.isEditingCell) for (const release of this.waitingForEdit.splice(0)) release();
  }

  /** Connects an add-in: where its events go. One that was connected before has been closed or reloaded. */
  onEvents(deliver: (entries: EventEntry[]) => void): void {
    // behaviour: handlers-die
    this.subscriptions.clear();
    this.references.clear();
    this.deliver = deliver;
  }

  /**
   * Answers one request after the delay set. The promise never settles for a batch that hangs. `flags` are those
   * of the request (wire.ts).
   */
  async answer(body: RequestBody, flags: number): Promise<ResponseBody> {
    this.running += 1;
    try {
      await pause(this.behaviour.syncDelayMs / 2);
      // behaviour: sync-hangs
      if (this.behaviour.hangSyncs > 0) return await this.hang(body);
      // behaviour: cell-edit
      if (this.behaviour.isEditingCell) {
        if ((flags & RequestFlag.delayForCellEdit) === 0) return CELL_EDIT_RESPONSE;
        await new Promise<void>((resolve) => this.waitingForEdit.push(resolve));
      }
      const response = this.execute(body);
      await pause(this.behaviour.syncDelayMs / 2);
      return response;
    } finally {
      this.running -= 1;
      this.flushSoon();
    }
  }

  /** Carries out a request at once. */
  execute(body: RequestBody): ResponseBody {
    this.workbook.beginBatch();
    const response = executeBatch(
      {
        root: workbookRoot(this.workbook),
        context: { misbehaviour: this.behaviour },
        callSpecial: (object, method, args) => this.callSpecial(object, method, args),
        keep: (object) => this.references.keep(object),
        reference: (id) => this.references.get(id),
      },
      body,
    );
    this.workbook.calculate('addin');
    return response;
  }

  /**
   * Resolves when no batch is under way, every event so far has been handed over and the handlers had their turn,
   * the batches they started included. A batch that hangs counts as over.
   */
  async idle(): Promise<void> {
    for (let quietTurns = 0; quietTurns < 3;) {
      await nextTurn();
      quietTurns = this.running > 0 || this.outbox.length > 0 ? 0 : quietTurns + 1;
    }
  }

  private async hang(body: RequestBody): Promise<ResponseBody> {
    this.behaviour.hangSyncs -= 1;
    if (this.behaviour.hungBatchesAct) this.execute(body);
    this.running -= 1;
    this.flushSoon();
    return new Promise<ResponseBody>(() => undefined);
  }

  private callSpecial(object: HostObject, method: string, args: Arguments): { value: unknown } | undefined {
    const targetId = object.typeName === 'Worksheet' ? String(object.identity()['Id']) : WORKBOOK_TARGET;
    if (this.subscriptions.handle(method, object.typeName, targetId)) return { value: null };
    switch (method) {
      case '_KeepReference':
        this.references.keep(object);
        return { value: null };
      case '_RemoveReference':
        this.references.remove(args[0]);
        return { value: null };
      case '_RemoveAllReferences':
        this.references.clear();
        return { value: null };
      case '_GetReferenceCount':
        return { value: this.references.size };
      case '_GetObjectByReferenceId':
      case '_GetRangeForEventByReferenceId':
        return { value: this.references.get(args[0]) };
      case '_GetRangeOrNullObjectForEventByReferenceId':
        return { value: this.references.find(args[0]) ?? NULL_OBJECT };
      default:
        return undefined;
    }
  }

  private hear(event: HostEvent): void {
    this.references.follow(event);
    if (event.kind === 'changed' && this.losesEvent(event)) return;
    const keepRange = () =>
      event.kind === 'changed'
        ? this.references.keepForEvent(range(new RangeRef(this.workbook, event.sheet, { ...event.block })))
        : '';
    this.outbox.push(...this.subscriptions.entries(event, keepRange));
    this.flushSoon();
  }

  private losesEvent(event: HostEvent): boolean {
    if (this.behaviour.dropChangeEvents <= 0) return false;
    if (!this.subscriptions.hears('DataChanged', event.sheet.id)) return false;
    // behaviour: events-go-missing
    this.behaviour.dropChangeEvents -= 1;
    return true;
  }

  /** Never within the action that caused an event, and never before the answer of the batch that caused it. */
  private flushSoon(): void {
    // behaviour: events-after-answer
    setTimeout(() => this.flush(), 0);
  }

  private flush(): void {
    if (this.running > 0) return;
    const entries = this.outbox.splice(0);
    if (entries.length > 0) this.deliver?.(entries);
  }
}

const CELL_EDIT_RESPONSE: ResponseBody = {
  Results: [],
  TraceIds: [],
  Error: {
    Code: 'InvalidOperationInCellEditMode',
    Message:
      'Excel is in cell-editing mode. Please exit the edit mode by pressing ENTER or TAB or selecting another cell, and then try again.',
    Location: '',
    ActionIndex: 0,
    HttpStatusCode: 400,
  },
};

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function pause(milliseconds: number): Promise<void> {
  return milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : Promise.resolve();
}
