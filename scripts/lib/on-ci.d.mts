export function isOnCi(env: Readonly<Record<string, string | undefined>>): boolean;
