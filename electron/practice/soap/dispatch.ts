import { faulted, type Answer } from './answer.js';
import type { Call, Methods } from './call.js';
import { collectorMethods } from './collector-methods.js';
import { powerMethods } from './power-methods.js';
import { serviceMethods } from './service-methods.js';

const methods: Methods = { ...serviceMethods, ...collectorMethods, ...powerMethods };
/** Answered before a login: the property collector says of every property that it is missing. */
const open: readonly string[] = ['RetrieveServiceContent', 'Login', 'RetrieveProperties', 'RetrievePropertiesEx'];

export async function dispatch(call: Call): Promise<Answer> {
  const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
  if (method === undefined)
    return faulted('MethodNotFound', {
      receiver: { kind: 'reference', type: call.target.type, id: call.target.text },
      method: { kind: 'scalar', type: 'xsd:string', text: call.method },
    });
  if (call.session === undefined && !open.includes(call.method))
    return faulted('NotAuthenticated', { object: { kind: 'reference', type: call.target.type, id: call.target.text } });
  return method(call);
}
