import type { ListRow } from '@castellan/data';
import { moment } from './record-page.js';
import type { Section, SectionField, Value } from './record-page.js';

/** Whether it is told of anything, and whether it takes it. */
export function endpointState(row: ListRow): string {
  if (row['is_active'] !== true) return row['switched_off_at'] ? 'switched off' : 'off';
  return row['failing_since'] ? 'failing' : 'on';
}

/** The page of an endpoint: how it does above all else. */
export function webhookSections(row: ListRow, deliveries: readonly ListRow[]): readonly Section[] {
  return [...trouble(row), settings(row), events(row), lastDeliveries(row, deliveries)];
}

function trouble(row: ListRow): readonly Section[] {
  const since = moment(row['failing_since']);
  const switchedOff = moment(row['switched_off_at']);
  if (switchedOff === null && since === null) return [];
  const fields: readonly SectionField[] = [
    { label: 'Nothing but failures since', value: since, kind: 'time' },
    ...(switchedOff ? [{ label: 'Switched off by itself', value: switchedOff, kind: 'time' as const }] : []),
  ];
  return [{ title: switchedOff ? 'Switched off' : 'Failing', isAlert: true, fields }];
}

function settings(row: ListRow): Section {
  const former = moment(row['former_secret_until']);
  return {
    title: 'Endpoint',
    fields: [
      { label: 'Address', value: row['url'] as Value }, // a text of the list, as the next one
      { label: 'Description', value: row['description'] as Value },
      { label: 'State', value: endpointState(row) },
      { label: 'Made', value: moment(row['created_at']), kind: 'time' },
      ...(former ? [{ label: 'The former secret signs until', value: former, kind: 'time' as const }] : []),
    ],
  };
}

function events({ events: chosen }: ListRow): Section {
  const rows = (chosen as readonly string[]).map((event) => [event]); // as its column is
  return { title: 'Events', table: { columns: [{ label: 'It is told of' }], rows, empty: 'Nothing.' } };
}

function lastDeliveries(row: ListRow, deliveries: readonly ListRow[]): Section {
  const columns = [
    { label: 'Time', kind: 'time' as const },
    { label: 'Event' },
    { label: 'State' },
    { label: 'Tries' },
    { label: 'Status' },
    { label: 'What went wrong' },
  ];
  const rows = deliveries.map((one) => [
    moment(one['created_at']),
    ...['event', 'state', 'tries', 'status', 'error'].map((name) => (one[name] ?? null) as Value), // texts and numbers of the list
  ]);
  const link = { label: 'All of them', resource: 'webhook_deliveries', filter: { name: 'endpoint_id', value: String(row['id']) } };
  return { title: 'Last deliveries', table: { columns, rows, empty: 'It was told of nothing yet.' }, links: [link] };
}
