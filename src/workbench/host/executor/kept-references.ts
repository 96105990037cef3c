import { shiftBlock } from '../model/block.js';
import type { HostEvent } from '../model/host-event.js';
import type { HostObject } from './host-object.js';
import { RangeRef } from './range-ref.js';
import { invalidReference } from './rich-error.js';

/** Ranges of past change events stay reachable for `event.getRange` up to this many. */
const MAX_EVENT_REFERENCES = 1_000;

/**
 * Objects the library keeps across batches. Kept ranges move with rows inserted or deleted above them; a range
 * whose rows are all gone is no longer valid.
 */
export class KeptReferences {
  private readonly objects = new Map<string, HostObject>();
  private readonly ofEvents: string[] = [];
  private nextId = 1;

  keep(object: HostObject): string {
    if (object.referenceId !== null && this.objects.has(object.referenceId)) return object.referenceId;
    const id = String(this.nextId);
    this.nextId += 1;
    object.referenceId = id;
    this.objects.set(id, object);
    return id;
  }

  keepForEvent(object: HostObject): string {
    const id = this.keep(object);
    this.ofEvents.push(id);
    // behaviour: event-ranges
    const oldest = this.ofEvents.length > MAX_EVENT_REFERENCES ? this.ofEvents.shift() : undefined;
    if (oldest !== undefined) this.remove(oldest);
    return id;
  }

  find(id: unknown): HostObject | undefined {
    return typeof id === 'string' || typeof id === 'number' ? this.objects.get(String(id)) : undefined;
  }

  get(id: unknown): HostObject {
    const object = this.find(id);
    if (!object) throw invalidReference();
    return object;
  }

  remove(id: unknown): void {
    const object = this.find(id);
    if (!object) return;
    this.objects.delete(String(id));
    object.referenceId = null;
  }

  clear(): void {
    this.objects.clear();
  }

  get size(): number {
    return this.objects.size;
  }

  /** Follows what happens to the workbook. */
  follow(event: HostEvent): void {
    if (event.kind !== 'rowsMoved' && event.kind !== 'deleted') return;
    for (const [id, { target }] of this.objects) {
      if (!(target instanceof RangeRef) || target.sheet !== event.sheet) continue;
      const block = event.kind === 'rowsMoved' ? shiftBlock(target.block, event.at, event.count) : null;
      if (block) target.block = block;
      else this.objects.delete(id);
    }
  }
}
