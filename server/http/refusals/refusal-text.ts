export type Params = Readonly<Record<string, string | number>>;
/** What happened and what to do, in one language. */
export type RefusalWords = { title: (p: Params) => string; whatToDo: (p: Params) => string };
export type RefusalText = RefusalWords & { status: number };

/** Words without figures. */
export const words = (title: string, whatToDo: string): RefusalWords => ({
  title: () => title,
  whatToDo: () => whatToDo,
});

/** The same with the HTTP status that they are said with. */
export const text = (status: number, title: string, whatToDo: string): RefusalText => ({
  status,
  ...words(title, whatToDo),
});

/** What was given, or the word for nothing. */
export const given = (value: string | number | undefined, nothing: string): string =>
  value === undefined || value === '' ? nothing : String(value);
