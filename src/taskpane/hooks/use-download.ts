import { useMutation } from '@tanstack/react-query';
import { getWorkbook } from '../../contract/sites.js';
import { useServices } from '../../ui/services/services.js';

export type Download = { siteCode: string; fileName: string };

/** Downloads a site's workbook as it stands on the server and hands it to the browser as a file. */
export function useDownload() {
  const { api } = useServices();
  return useMutation({
    networkMode: 'always',
    mutationFn: async ({ siteCode, fileName }: Download) => {
      const bytes = await api.call(getWorkbook, { params: { siteCode }, body: undefined });
      saveFile(new Blob([new Uint8Array(bytes)], { type: getWorkbook.contentType ?? '' }), fileName);
    },
  });
}

function saveFile(file: Blob, fileName: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
