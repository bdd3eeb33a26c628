// Instances per second of npm `bpmn-engine` in memory: start → user task → gateway → end, with the
// definition parsed once. Prints one number, by processor time. Look for the package beside GONGDAO_NODE_MODULES.
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";

const require = createRequire((process.env.GONGDAO_NODE_MODULES ?? process.cwd()) + "/");
const { Engine } = require("bpmn-engine");

const source = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:bench">
  <process id="round" isExecutable="true">
    <startEvent id="opened"/>
    <sequenceFlow id="f1" sourceRef="opened" targetRef="handle"/>
    <userTask id="handle"/>
    <sequenceFlow id="f2" sourceRef="handle" targetRef="again"/>
    <exclusiveGateway id="again" default="f3"/>
    <sequenceFlow id="f3" sourceRef="again" targetRef="done"/>
    <endEvent id="done"/>
  </process>
</definitions>`;

const seconds = 3;
const { BpmnModdle } = await import(require.resolve("bpmn-moddle")).then((m) => ({ BpmnModdle: m.BpmnModdle ?? m.default }));
const serializer = require("moddle-context-serializer");
const elements = require("bpmn-elements");
const parsed = await new BpmnModdle().fromXML(source);
const typed = serializer.TypeResolver(elements);

/// One instance, its user task answered as soon as it waits.
async function once(number) {
  const engine = new Engine({ name: "n" + number });
  engine.addSource({ sourceContext: serializer.default(parsed, typed) });
  const listener = new EventEmitter();
  listener.on("activity.wait", (api) => api.signal());
  await engine.execute({ listener });
}

for (let i = 0; i < 50; i++) await once(i);
const used = () => process.cpuUsage().user + process.cpuUsage().system;
const started = used();
let done = 0;
while (used() - started < seconds * 1e6) {
  await once(done);
  done++;
}
console.log(done / ((used() - started) / 1e6));
