import { escapeHtml, renderPage } from '@castellan/rest';
import type { Request, Response } from 'express';

/** Says no: to AdminJS's scripts as JSON that they show as a notice, to people as a page. */
export function refuse(request: Request, response: Response, status: number, message: string): void {
  const { baseUrl } = request;
  response.status(status);
  if (wantsJson(request)) response.json({ message, notice: { message, type: 'error' } });
  else
    response
      .type('html')
      .send(
        renderPage(titleOf(status), `<p role="alert">${escapeHtml(message)}</p><p><a href="${baseUrl}/">To the panel</a></p>`, baseUrl),
      );
}

/** Whether a script asks, not a person. */
export const wantsJson = ({ path }: Request): boolean => path.startsWith('/api/');

function titleOf(status: number): string {
  if (status === 403) return 'Not allowed';
  if (status === 404) return 'Not found';
  return status >= 500 ? 'That did not work' : 'Refused';
}
