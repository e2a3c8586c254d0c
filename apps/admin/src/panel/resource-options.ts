import { because } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { DomainError, statusOf } from '@castellan/common';
import type {
  Action,
  ActionContext,
  ActionRequest,
  ActionResponse,
  BaseRecord,
  CurrentAdmin,
  PropertyOptions,
  ResourceOptions,
} from 'adminjs';
import type { FastifyReply } from 'fastify';
import { messageOf } from '../http/in-words.js';
import { operatorBehind } from './operators.js';
import { formLayout } from './form-layout.js';
import { FORM_MESSAGE, payloadOf } from './panel-resource.js';
import type { ActionDefinition, BulkActionDefinition, FieldDefinition, ResourceDefinition, WithSecret } from './resource-definition.js';

type AnyAction = ActionDefinition | BulkActionDefinition;
type Asked = { readonly currentAdmin?: CurrentAdmin; readonly record?: BaseRecord };

const OFF = { isAccessible: false, isVisible: false };
/** What is done with the whole list is not offered on the page of one row. */
const OF_A_ROW = { showResourceActions: false };

/** Whether to offer it for this row. */
const visible =
  (act: Pick<ActionDefinition, 'isShownFor'> | undefined) =>
  ({ currentAdmin, record }: Asked): boolean =>
    act !== undefined && (!record || !act.isShownFor || act.isShownFor(record.params, operatorBehind(currentAdmin)));

/** How AdminJS shows a definition, and what it offers; what it offers is what the operator may. */
export function resourceOptions(definition: ResourceDefinition): ResourceOptions {
  const { fields, key, title, group, icon, create, update, actions = [], bulkActions = [], mayView } = definition;
  const accessible = (allows: ((operator: Operator) => boolean) | undefined) => ({
    isAccessible: ({ currentAdmin }: Asked) => allows !== undefined && allows(operatorBehind(currentAdmin)),
  });
  return {
    id: definition.id,
    titleProperty: title,
    navigation: { name: group, icon },
    listProperties: namesIn(fields, 'list'),
    showProperties: namesIn(fields, 'show'),
    filterProperties: namesIn(fields, 'filter'),
    editProperties: [...new Set([FORM_MESSAGE, ...namesIn(fields, 'new'), ...namesIn(fields, 'edit')])],
    sort: sortOf(definition),
    properties: Object.fromEntries([
      [key, { isId: true }],
      [FORM_MESSAGE, { components: { edit: 'PanelFormMessage' } }],
      ...fields.map((field) => [field.name, propertyOptions(field)]),
    ]) as Record<string, PropertyOptions>,
    actions: {
      list: { ...accessible(mayView), showFilter: true },
      show: { ...accessible(mayView), ...OF_A_ROW, ...(definition.page && { component: 'PanelRecord' }) },
      search: OFF,
      delete: OFF,
      bulkDelete: OFF,
      new: { ...accessible(create?.allows), isVisible: create !== undefined, layout: formLayout(fields, 'new', create?.text) },
      edit: { ...accessible(update?.allows), ...OF_A_ROW, isVisible: visible(update), layout: formLayout(fields, 'edit') },
      ...Object.fromEntries([...actions, ...bulkActions].map((action) => [action.name, actionOptions(action, actions.length > 3)])),
      ...(definition.hasExport && { export: exportAction(definition) }),
    },
  };
}

const namesIn = (fields: readonly FieldDefinition[], place: 'list' | 'show' | 'edit' | 'new' | 'filter'): string[] =>
  fields.filter(({ in: places = ['list', 'show'] }) => places.includes(place)).map(({ name }) => name);

const LINK = { list: 'PanelLink', show: 'PanelLink' };
const TIME = { list: 'PanelTime', show: 'PanelTime', filter: 'PanelTimeFilter' };

function propertyOptions(field: FieldDefinition): PropertyOptions {
  const { type, values, isSortable = false, marks, link } = field;
  const components = componentsOf(field);
  return {
    type,
    isSortable,
    ...(values && { availableValues: values.map((value) => ({ value, label: value })) }),
    ...(components && { components }),
    ...((link || marks) && { custom: { ...link, marks } }),
  };
}

function componentsOf({ type, values, link, marks, listComponent }: FieldDefinition): PropertyOptions['components'] {
  if (type === 'datetime') return TIME;
  if (link) return LINK;
  if (listComponent !== undefined) return { list: listComponent };
  return type === 'boolean' || values || marks ? { list: 'PanelMark' } : undefined;
}

function sortOf({ fields }: ResourceDefinition): { sortBy: string; direction: 'asc' | 'desc' } | undefined {
  const name = ['seq', 'created_at', 'date_joined', 'updated_at', 'name'].find((one) =>
    fields.some((field) => field.name === one && field.isSortable),
  );
  return name === undefined ? undefined : { sortBy: name, direction: name === 'name' ? 'asc' : 'desc' };
}

/** Many actions are offered as a menu: side by side they would run off the page. */
function actionOptions(action: AnyAction, inMenu: boolean): Partial<Action<ActionResponse>> {
  const { name, kind, icon, allows, isDrastic, text, fields = [], choices, choicesLabel, consequences, values } = action;
  return {
    name,
    icon,
    actionType: kind,
    component: 'PanelAction',
    ...(kind === 'record' && OF_A_ROW),
    ...(isDrastic && { variant: 'danger' }),
    ...(inMenu && kind === 'record' && { parent: 'More' }),
    isAccessible: ({ currentAdmin }: Asked) => allows(operatorBehind(currentAdmin)),
    isVisible: visible(action),
    custom: {
      text,
      fields,
      choicesLabel,
      isPrepared: choices !== undefined || consequences !== undefined || values !== undefined,
      isDrastic: isDrastic ?? false,
      label: action.label,
    },
    handler: (request: ActionRequest, reply: FastifyReply, context: ActionContext) => handle(action, request, reply, context),
  } as unknown as Partial<Action<ActionResponse>>;
}

/** A GET only shows what would be done. */
async function handle(action: AnyAction, request: ActionRequest, reply: FastifyReply, context: ActionContext): Promise<object> {
  const { currentAdmin, record, records = [] } = context;
  const operator = operatorBehind(currentAdmin);
  const json = { record: record?.toJSON(currentAdmin), records: records.map((one) => one.toJSON(currentAdmin)) };
  const id = record?.id() ?? '';
  try {
    if (request.method !== 'post') return { ...json, ...(await questionOf(action, operator, id)) };
    const payload = payloadOf(request.payload);
    const said = because(operator, payload['reason'] ?? '');
    const done = await (action.kind === 'bulk' ? action.run(said, idsIn(request), payload) : action.run(said, id, payload));
    return { ...json, ...told(done), redirectUrl: await placeAfter(context) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    reply.code(statusOf(error.kind));
    return { ...json, notice: { message: messageOf(error), type: 'error' } };
  }
}

/** The secret beside the notice: AdminJS keeps notices, and shows them on other pages too. */
function told(done: string | WithSecret): object {
  if (typeof done === 'string') return { notice: { message: done, type: 'success' } };
  const { message, ...shown } = done;
  return { notice: { message, type: 'success' }, shown };
}

/** One stays on the record; only when it is not there any more, one comes back to the list. */
async function placeAfter(context: ActionContext): Promise<string> {
  const { record, resource, h } = context;
  const recordId = record?.id();
  const isThere = recordId !== undefined && (await resource.findOne(recordId, context).catch(() => null)) !== null;
  return isThere
    ? h.recordActionUrl({ resourceId: resource.id(), recordId, actionName: 'show' })
    : h.resourceUrl({ resourceId: resource.id() });
}

async function questionOf(action: AnyAction, operator: Operator, id: string): Promise<object> {
  return {
    choices: (await action.choices?.(operator, id)) ?? [],
    consequences: (await action.consequences?.(operator, id)) ?? [],
    values: (await action.values?.(operator, id)) ?? {},
  };
}

/** Those that were asked for, also those that are not there any more: the service says so. */
const idsIn = ({ query }: ActionRequest): readonly string[] => String(query?.['recordIds'] ?? '').split(',');

/** A link: the file is made by a route of ours. */
function exportAction({ mayView }: ResourceDefinition): Partial<Action<ActionResponse>> {
  return {
    name: 'export',
    icon: 'Download',
    actionType: 'resource',
    component: 'PanelExport',
    showInDrawer: true, // over the list, whose address with its filters it keeps
    isAccessible: ({ currentAdmin }: Asked) => mayView(operatorBehind(currentAdmin)),
    handler: () => ({}),
  } as unknown as Partial<Action<ActionResponse>>;
}
