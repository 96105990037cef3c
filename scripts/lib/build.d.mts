export function sourceStamp(root: string): string;
export function buildIfStale(root: string): Promise<boolean>;
