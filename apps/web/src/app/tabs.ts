import { boot } from './boot.js';

/** What one tab tells the others of this service. */
type News = 'signed-in' | 'signed-out';

const channel = channelHere();

export const tellTabs = (news: News): void => channel?.postMessage(news);

export function onNews(hear: (news: News) => void): void {
  channel?.addEventListener('message', ({ data }: MessageEvent<News>) => hear(data));
}

/** None where people let the browser remember nothing: then each tab learns by itself. */
function channelHere(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(`castellan${boot.base}`);
  } catch {
    return null;
  }
}
