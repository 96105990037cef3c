/**
 * The request and response format between office.js and Excel, as the library's public debug build
 * (@microsoft/office-js, excel-web-16.00.debug.js) writes and reads it. Microsoft does not document it.
 */
export const PathType = {
  root: 1,
  newObject: 2,
  method: 3,
  property: 4,
  indexer: 5,
  referenceId: 6,
  nullObject: 7,
} as const;

export const ActionType = {
  instantiate: 1,
  query: 2,
  method: 3,
  setProperty: 4,
  trace: 5,
  ensureUnchanged: 6,
  queryAsJson: 7,
  update: 9,
} as const;

/** Bits of a request's flags. */
export const RequestFlag = { delayForCellEdit: 64 } as const;

export type Json = unknown;

export type ArgumentInfo = {
  Arguments?: Json[] | null;
  /** For each argument that is an object: the id of its path; 0 or null for plain values. */
  ReferencedObjectPathIds?: (number | null | (number | null)[])[] | null;
};

export type ObjectPath = {
  Id: number;
  ObjectPathType: number;
  Name: string;
  ParentObjectPathId?: number | null;
  ArgumentInfo?: ArgumentInfo | null;
};

export type Action = {
  Id: number;
  ActionType: number;
  Name?: string;
  ObjectPathId: number;
  ArgumentInfo?: ArgumentInfo | null;
  QueryInfo?: { Select?: string[] | null; Expand?: string[] | null; Skip?: number; Top?: number } | null;
  ObjectState?: Record<string, Json> | null;
};

export type RequestBody = {
  Actions: Action[];
  ObjectPaths: Record<string, ObjectPath>;
  AutoKeepReference?: boolean;
};

export type WireError = {
  Code: string;
  Message: string;
  Location: string;
  ActionIndex: number;
  HttpStatusCode: number;
};

export type ResponseBody = {
  Results: { ActionId: number; Value: Json }[];
  TraceIds: number[];
  Error?: WireError;
};

/** One event on its way to the library. `message` is JSON text. */
export type EventEntry = { messageCategory: number; messageType: number; targetId: string; message: string };

export const RICH_API_EVENT = 65_536;

/** The target of events registered for all sheets at once. */
export const WORKBOOK_TARGET = 'Workbook';
