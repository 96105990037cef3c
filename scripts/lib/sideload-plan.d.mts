export function readAddress(
  env: Readonly<Record<string, string | undefined>>,
): { address: string; fault?: undefined } | { address?: undefined; fault: string };
export function certificateNames(address: string): string[];
export function prepareSideload(root: string, folder: string, address: string): Promise<void>;
export function sideloadSteps(address: string): string;
