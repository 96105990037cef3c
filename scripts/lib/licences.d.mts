export type PackageLicence = { name: string; version: string; license: string; isAllowed: boolean };

export function readLicences(root: string): PackageLicence[];
export function licencesDocument(root: string): string;
