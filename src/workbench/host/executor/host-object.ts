import { invalidArgument, itemNotFound, notImplemented } from './rich-error.js';
import type { Misbehaviour } from '../misbehaviour.js';
import type { Json } from './wire.js';

/** The answer of a …OrNullObject method that found nothing; everything below it is null too. */
export const NULL_OBJECT = Symbol('null object');
export type NullObject = typeof NULL_OBJECT;
export type HostResult = HostObject | NullObject;

/** Arguments of a call: plain values, or a HostObject where the library passed an object. */
export type Arguments = readonly Json[];

/** What a method may need beside its object. */
export type CallContext = { misbehaviour: Readonly<Misbehaviour> };

/** How one Office type answers, by the names on the wire (PascalCase). `T` is what it stands on. */
export type TypeDefinition<T> = {
  name: string;
  /** Scalar properties: what `load` gives. Those without `set` are read-only. */
  scalars?: Record<string, { get(target: T): Json; set?(target: T, value: Json): void }>;
  /** Objects below this one. */
  links?: Record<string, (target: T) => HostResult>;
  /** Methods; a HostObject or NULL_OBJECT where the library expects an object, a plain value or nothing else. */
  methods?: Record<string, (target: T, args: Arguments, context: CallContext) => unknown>;
  /** For collections: the items, and how one is found by the key of `getItem`. */
  items?: (target: T) => HostObject[];
  item?: (target: T, key: string | number) => HostResult;
  /** Identity that the library keeps (worksheets, tables, …), under `idName`. */
  id?: (target: T) => string | number;
  idName?: 'Id' | '_Id';
  /** Whether the library may ask to keep a reference across batches (ranges). */
  isTracked?: boolean;
};

/** One object of the Office model, as the executor handles it. */
export class HostObject {
  referenceId: string | null = null;

  constructor(
    private readonly definition: TypeDefinition<unknown>,
    readonly target: unknown,
  ) {}

  get typeName(): string {
    return this.definition.name;
  }

  get isTracked(): boolean {
    return this.definition.isTracked === true;
  }

  get items(): HostObject[] | null {
    return this.definition.items?.(this.target) ?? null;
  }

  get scalarNames(): string[] {
    return Object.keys(this.definition.scalars ?? {});
  }

  identity(): Record<string, Json> {
    const { id, idName = 'Id' } = this.definition;
    return {
      ...(id && { [idName]: id(this.target) }),
      ...(this.referenceId !== null && { _ReferenceId: this.referenceId }),
    };
  }

  isScalar(name: string): boolean {
    return Object.hasOwn(this.definition.scalars ?? {}, name);
  }

  read(name: string): Json {
    const scalar = this.definition.scalars?.[name];
    if (!scalar) throw notImplemented(this.typeName, name);
    return scalar.get(this.target);
  }

  write(name: string, value: Json): void {
    const scalar = this.definition.scalars?.[name];
    if (!scalar?.set) throw notImplemented(this.typeName, `${name} (write)`);
    scalar.set(this.target, value);
  }

  link(name: string): HostResult {
    const links = this.definition.links ?? {};
    const link = Object.hasOwn(links, name) ? links[name] : undefined;
    if (!link) throw notImplemented(this.typeName, name);
    return link(this.target);
  }

  hasLink(name: string): boolean {
    return Object.hasOwn(this.definition.links ?? {}, name);
  }

  call(name: string, args: Arguments, context: CallContext): unknown {
    const methods = this.definition.methods ?? {};
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method) return method(this.target, args, context);
    return this.callAsCollection(name, args);
  }

  /** `getItem(key)`: fails where there is none. */
  index(key: Json): HostObject {
    const found = this.find(key);
    if (found === NULL_OBJECT) throw itemNotFound();
    return found;
  }

  private callAsCollection(name: string, args: Arguments): unknown {
    const { items, item } = this.definition;
    if (items && name === 'GetCount') return items(this.target).length;
    if (items && name === 'GetItemAt') return this.itemAt(args[0]);
    if (item && name === 'GetItem') return this.index(args[0]);
    if (item && name === 'GetItemOrNullObject') return this.find(args[0]);
    throw notImplemented(this.typeName, `${name}()`);
  }

  private itemAt(position: Json): HostObject {
    const found = typeof position === 'number' ? this.items?.[position] : undefined;
    if (!found) throw invalidArgument();
    return found;
  }

  private find(key: Json): HostResult {
    if (typeof key !== 'string' && typeof key !== 'number') throw invalidArgument();
    if (!this.definition.item) throw notImplemented(this.typeName, 'getItem()');
    return this.definition.item(this.target, key);
  }
}

/** Makes objects of one Office type. */
export function defineType<T>(definition: TypeDefinition<T>): (target: T) => HostObject {
  // The definition only ever meets the targets this function was given, so forgetting T is safe.
  const erased = definition as TypeDefinition<unknown>;
  return (target) => new HostObject(erased, target);
}
