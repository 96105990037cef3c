type Found = { path: string; fault?: undefined } | { path?: undefined; fault: string };

export function findBrowser(): Found;
export function findPostgres(): Found;
