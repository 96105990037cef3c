import { blockAddress, WHOLE_SHEET } from '../model/block.js';
import { toWire, valueType } from '../model/cell.js';
import type { Actor, HostEvent } from '../model/host-event.js';
import { invalidArgument, notImplemented } from './rich-error.js';
import { RICH_API_EVENT, WORKBOOK_TARGET, type EventEntry } from './wire.js';

/** The library's numbers of the events the stand-in raises, by the middle of `_Register…Event`. */
const EVENT_NUMBERS = {
  DataChanged: 10,
  Activated: 11,
  Deactivated: 12,
  Added: 13,
  SelectionChanged: 14,
  Deleted: 15,
  Calculated: 16,
  ProtectionChanged: 24,
} as const;

type EventName = keyof typeof EVENT_NUMBERS;

/** Which events the add-in asked for, sheet by sheet or for all of them. */
export class EventSubscriptions {
  private readonly counts = new Map<string, number>();

  /** Handles `_Register…Event` and `_Unregister…Event`; returns false for any other method. */
  handle(method: string, typeName: string, targetId: string): boolean {
    const match = /^_(Register|Unregister)(\w+)Event$/.exec(method);
    if (!match) return false;
    const [, verb, name = ''] = match;
    if (!isEventName(name) || !['Worksheet', 'WorksheetCollection'].includes(typeName)) {
      throw notImplemented(typeName, method);
    }
    const key = keyOf(name, targetId);
    const count = (this.counts.get(key) ?? 0) + (verb === 'Register' ? 1 : -1);
    if (count < 0) throw invalidArgument();
    this.counts.set(key, count);
    return true;
  }

  /** The entries an event makes: one for its sheet's listeners, one for the workbook's. */
  entries(event: HostEvent, keepRange: () => string): EventEntry[] {
    const wire = toWireEvent(event, keepRange);
    if (!wire) return [];
    return [event.sheet.id, WORKBOOK_TARGET]
      .filter((target) => (this.counts.get(keyOf(wire.name, target)) ?? 0) > 0)
      .map((targetId) => ({
        messageCategory: RICH_API_EVENT,
        messageType: EVENT_NUMBERS[wire.name],
        targetId,
        message: JSON.stringify({ worksheetId: event.sheet.id, ...wire.body }),
      }));
  }

  clear(): void {
    this.counts.clear();
  }

  hears(name: EventName, sheetId: string): boolean {
    return [sheetId, WORKBOOK_TARGET].some((target) => (this.counts.get(keyOf(name, target)) ?? 0) > 0);
  }
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(EVENT_NUMBERS, name);
}

function keyOf(name: EventName, target: string): string {
  return `${name}|${target}`;
}

type WireEvent = { name: EventName; body: Record<string, unknown> };

function toWireEvent(event: HostEvent, keepRange: () => string): WireEvent | null {
  switch (event.kind) {
    case 'changed':
      return { name: 'DataChanged', body: changedBody(event, keepRange) };
    case 'selected':
      return { name: 'SelectionChanged', body: { address: blockAddress(event.block) } };
    case 'calculated':
      return { name: 'Calculated', body: { address: blockAddress(WHOLE_SHEET) } };
    case 'protectionChanged':
      return {
        name: 'ProtectionChanged',
        // behaviour: protection-event
        body: { isProtected: event.isProtected, source: sourceOf(event.actor) },
      };
    case 'activated':
      return { name: 'Activated', body: {} };
    case 'deactivated':
      return { name: 'Deactivated', body: {} };
    case 'added':
      return { name: 'Added', body: { source: sourceOf(event.actor) } };
    case 'deleted':
      return { name: 'Deleted', body: { source: sourceOf(event.actor) } };
    case 'formatted':
    case 'rowsMoved':
    case 'sheetChanged':
      return null;
  }
}

function changedBody(
  event: Extract<HostEvent, { kind: 'changed' }>,
  keepRange: () => string,
): Record<string, unknown> {
  const { details } = event;
  return {
    address: blockAddress(event.block),
    changeType: event.changeType,
    // behaviour: trigger-source
    source: sourceOf(event.actor),
    triggerSource: event.actor === 'addin' ? 'ThisLocalAddin' : 'Unknown',
    shiftDirection: 'None',
    referenceId: keepRange(),
    ...(details && {
      valueBefore: toWire(details.before),
      valueAfter: toWire(details.after),
      valueTypeBefore: valueType(details.before),
      valueTypeAfter: valueType(details.after),
    }),
  };
}

function sourceOf(actor: Actor): string {
  return actor === 'remote' ? 'Remote' : 'Local';
}
