import { HostObject, NULL_OBJECT, type Arguments, type CallContext, type HostResult } from './host-object.js';
import { invalidArgument, notImplemented, RichError, toRichError } from './rich-error.js';
import { pascal, selectProperties } from './select-properties.js';
import { ServiceObject } from './service-object.js';
import {
  ActionType,
  PathType,
  type Action,
  type ArgumentInfo,
  type Json,
  type ObjectPath,
  type RequestBody,
  type ResponseBody,
} from './wire.js';

/** What a batch needs of the host it runs in. */
export type BatchHost = {
  root: HostObject;
  context: CallContext;
  /** Calls that belong to no type: references and event registrations. Undefined means "not one of mine". */
  callSpecial(object: HostObject, method: string, args: Arguments): { value: unknown } | undefined;
  keep(object: HostObject): string;
  reference(id: string): HostObject;
};

/**
 * Carries out one request. Actions before a failing one stay done and their results are sent, as Excel does; the
 * error says which action failed.
 */
export function executeBatch(host: BatchHost, body: RequestBody): ResponseBody {
  const batch = new Batch(host, body);
  const response: ResponseBody = { Results: [], TraceIds: [] };
  for (const [index, action] of body.Actions.entries()) {
    try {
      if (action.ActionType === ActionType.trace) response.TraceIds.push(action.Id);
      response.Results.push({ ActionId: action.Id, Value: batch.run(action) });
    } catch (error) {
      // behaviour: batch-is-no-transaction
      response.Error = wireError(toRichError(error), batch.location(action), index);
      return response;
    }
  }
  return response;
}

function wireError(error: RichError, location: string, index: number): NonNullable<ResponseBody['Error']> {
  return {
    Code: error.code,
    Message: error.message,
    Location: location,
    ActionIndex: index,
    HttpStatusCode: error.httpStatus,
  };
}

class Batch {
  private readonly resolved = new Map<number, HostResult>();
  /** Where the last path that was being resolved stands, for the error's location. */
  private resolving = '';

  constructor(
    private readonly host: BatchHost,
    private readonly body: RequestBody,
  ) {}

  run(action: Action): Json {
    this.resolving = '';
    if (action.ActionType === ActionType.trace || action.ActionType === ActionType.ensureUnchanged)
      return null;
    const object = this.resolve(action.ObjectPathId);
    switch (action.ActionType) {
      case ActionType.instantiate:
        return this.instantiate(object);
      case ActionType.query:
      case ActionType.queryAsJson:
        return selectProperties(object, [
          ...(action.QueryInfo?.Select ?? []),
          ...(action.QueryInfo?.Expand ?? []),
        ]);
      case ActionType.method:
        return object === NULL_OBJECT ? null : this.callForValue(object, action);
      case ActionType.setProperty:
        this.write(object, { [action.Name ?? '']: this.readArguments(action.ArgumentInfo)[0] });
        return null;
      case ActionType.update:
        this.write(object, action.ObjectState ?? {});
        return null;
      default:
        throw notImplemented('request', `action type ${String(action.ActionType)}`);
    }
  }

  location(action: Action): string {
    if (this.resolving !== '') return this.resolving;
    const object = this.resolved.get(action.ObjectPathId);
    if (object === undefined || object === NULL_OBJECT) return '';
    const name = action.Name ?? '';
    return name === ''
      ? object.typeName
      : `${object.typeName}.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  }

  private instantiate(object: HostResult): Json {
    if (object === NULL_OBJECT) return null;
    if (this.body.AutoKeepReference === true && object.isTracked) this.host.keep(object);
    return object.identity();
  }

  private callForValue(object: HostObject, action: Action): Json {
    const value = this.call(object, action.Name ?? '', this.readArguments(action.ArgumentInfo));
    return value === undefined || value === NULL_OBJECT || value instanceof HostObject ? null : value;
  }

  private call(object: HostObject, name: string, args: Arguments): unknown {
    const special = this.host.callSpecial(object, name, args);
    return special ? special.value : object.call(name, args, this.host.context);
  }

  private write(object: HostResult, state: Record<string, Json>): void {
    if (object === NULL_OBJECT) {
      throw new RichError('InvalidOperation', 'The object is null: there is nothing to set a property of.');
    }
    for (const [name, value] of Object.entries(state)) object.write(pascal(name), value);
  }

  private resolve(pathId: number): HostResult {
    const known = this.resolved.get(pathId);
    if (known !== undefined) return known;
    const path = this.body.ObjectPaths[String(pathId)];
    if (!path) throw invalidArgument();
    const object = this.follow(path);
    this.resolved.set(pathId, object);
    return object;
  }

  private follow(path: ObjectPath): HostResult {
    if (path.ObjectPathType === PathType.root) return this.host.root;
    if (path.ObjectPathType === PathType.newObject) return new ServiceObject(path.Name);
    if (path.ObjectPathType === PathType.referenceId) return this.host.reference(path.Name);
    if (path.ObjectPathType === PathType.nullObject) return NULL_OBJECT;
    const parent = this.resolve(path.ParentObjectPathId ?? 0);
    if (parent === NULL_OBJECT) return NULL_OBJECT;
    this.resolving = `${parent.typeName}.${path.Name.charAt(0).toLowerCase()}${path.Name.slice(1) || 'getItem'}`;
    const object = this.step(parent, path);
    this.resolving = '';
    return object;
  }

  private step(parent: HostObject, path: ObjectPath): HostResult {
    switch (path.ObjectPathType) {
      case PathType.property:
        return parent.link(path.Name);
      case PathType.indexer:
        return parent.index(this.readArguments(path.ArgumentInfo)[0]);
      case PathType.method: {
        const result = this.call(parent, path.Name, this.readArguments(path.ArgumentInfo));
        if (result instanceof HostObject || result === NULL_OBJECT) return result;
        throw notImplemented(parent.typeName, `${path.Name}() as an object`);
      }
      default:
        throw notImplemented('request', `path type ${String(path.ObjectPathType)}`);
    }
  }

  private readArguments(info: ArgumentInfo | null | undefined): Arguments {
    const ids = info?.ReferencedObjectPathIds ?? [];
    return (info?.Arguments ?? []).map((value, at) => {
      const id = ids[at];
      if (typeof id === 'number' && id > 0) return this.objectArgument(id);
      const embedded = (value as { _ObjectPathId?: unknown } | null)?._ObjectPathId;
      return typeof embedded === 'number' ? this.objectArgument(embedded) : value;
    });
  }

  private objectArgument(pathId: number): HostObject {
    const object = this.resolve(pathId);
    if (object === NULL_OBJECT) throw invalidArgument();
    return object;
  }
}
