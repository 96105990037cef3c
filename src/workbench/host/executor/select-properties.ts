import { HostObject, NULL_OBJECT, type HostResult } from './host-object.js';
import { notImplemented } from './rich-error.js';
import type { Json } from './wire.js';

/** "format/protection/locked" as the library asks for it, to the names on the wire. */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * What a query answers: the identity, the scalars asked for and, nested, those of the objects below. Paths are
 * camelCase with slashes; none at all, "*" and "$all" mean every scalar the stand-in has.
 */
export function selectProperties(object: HostResult, paths: readonly string[]): Json {
  if (object === NULL_OBJECT) return null;
  const items = object.items;
  return items === null ? selectObject(object, paths) : selectItems(object, items, paths);
}

function selectItems(collection: HostObject, items: HostObject[], paths: readonly string[]): Json {
  const own = paths.filter((path) => collection.isScalar(pascal(path)) || path === 'count');
  const theirs = paths
    .filter((path) => !own.includes(path))
    .map((path) => path.replace(/^items\/?/, '') || '*');
  return {
    ...collection.identity(),
    _Items: items.map((item) => selectObject(item, theirs.length > 0 || own.length > 0 ? theirs : ['*'])),
    Count: items.length,
  };
}

function selectObject(object: HostObject, paths: readonly string[]): Json {
  const out: Record<string, Json> = object.identity();
  const below = new Map<string, string[]>();
  for (const path of paths.length > 0 ? paths : ['*']) {
    const [head = '', ...rest] = path.split('/');
    if (head === '*' || head === '$all') readAll(object, out);
    else if (object.isScalar(pascal(head)) && rest.length === 0)
      out[pascal(head)] = object.read(pascal(head));
    else if (object.hasLink(pascal(head))) {
      const list = below.get(pascal(head)) ?? [];
      below.set(pascal(head), [...list, rest.join('/') || '*']);
    } else throw notImplemented(object.typeName, head);
  }
  for (const [name, nested] of below) out[name] = selectProperties(object.link(name), nested);
  return out;
}

function readAll(object: HostObject, out: Record<string, Json>): void {
  for (const name of object.scalarNames) out[name] = object.read(name);
}
