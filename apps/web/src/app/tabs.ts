import { boot } from './boot.js';

/** What one tab tells the others of this service. */
type News = 'signed-in' | 'signed-out';

const channel = new BroadcastChannel(`castellan${boot.base}`);

export const tellTabs = (news: News): void => channel.postMessage(news);

export function onNews(hear: (news: News) => void): void {
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => hear(data));
}
