type Lock = { packages?: Record<string, { version?: string; optional?: boolean }> };
export function nodeFault(version: string): string | null;
export function installFault(lock: object, installed: Lock | null): string | null;
export function ensureInstalled(root: string): void;
