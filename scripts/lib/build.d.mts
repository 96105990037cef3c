export function sourceStamp(root: string, sources?: readonly string[]): string;
export function buildIfStale(root: string): Promise<boolean>;
export function compileServerIfStale(root: string): Promise<void>;
