/** Fills of data cells, as RGB without a sign: those that wait for input, and account strings, which are fixed. */
export const CELL_FILLS = { open: 'FFF8DC', fixed: 'F2F2F2' } as const;
