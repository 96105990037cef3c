# One contestant of `npm run bench -- merge-files`: openpyxl, reading values only, whole or as it reads large files (read_only).
import glob
import json
import os
import resource
import sys
import time

import openpyxl

folder, segments, amount_column, header_row, mode = sys.argv[1:6]
segments, amount_column, header_row = int(segments), int(amount_column), int(header_row)
started, cpu_before = time.perf_counter(), time.process_time()
totals = {}
for file in sorted(glob.glob(os.path.join(folder, "*.xlsx"))):
    workbook = openpyxl.load_workbook(file, data_only=True, read_only=mode == "read_only")
    for row in workbook["Budget"].iter_rows(min_row=header_row + 1, values_only=True):
        if row[0] is None:
            continue
        account = "-".join(row[:segments])
        totals[account] = totals.get(account, 0) + round((row[amount_column] or 0) * 100)
    workbook.close()
print(
    json.dumps(
        {
            "wallMs": (time.perf_counter() - started) * 1000,
            "cpuMs": (time.process_time() - cpu_before) * 1000,
            "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "accounts": len(totals),
            "totalCents": sum(totals.values()),
        }
    )
)
