#include "core/model/bpmn_reader.hpp"
#include "core/model/expressions.hpp"
#include "tests/fuzz/property.hpp"

using namespace gongdao;
using fuzz::must_hold;

namespace {

void check_indices(const Process& process) {
    const auto is_element = [&](int index) {
        return index >= 0 && index < static_cast<int>(process.elements.size());
    };
    const auto is_flow = [&](int index) {
        return index >= 0 && index < static_cast<int>(process.flows.size());
    };
    for (const auto& flow : process.flows) {
        must_hold(is_element(flow.source) && is_element(flow.target), "a flow has two ends");
        must_hold(process.find_flow(flow.id) >= 0, "a flow is found by its id");
    }
    for (const auto& element : process.elements) {
        for (const int flow : element.incoming)
            must_hold(is_flow(flow), "what comes in is a flow");
        for (const int flow : element.outgoing)
            must_hold(is_flow(flow), "what goes out is a flow");
        for (const int child : element.children)
            must_hold(is_element(child), "a child is an element");
        must_hold(process.find_element(element.id) >= 0, "an element is found by its id");
    }
}

} // namespace

/// BPMN files. What has no fault is a graph without loose ends; faults are the same every time.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    Faults faults;
    const auto read = read_bpmn(text, "a.bpmn", faults);
    Faults again;
    const auto second = read_bpmn(text, "a.bpmn", again);
    must_hold(
        fuzz::checked_sentences(faults) == fuzz::checked_sentences(again),
        "the same file has the same faults"
    );
    must_hold(read.processes.size() == second.processes.size(), "the same file reads equal");
    if (!faults.empty()) return 0;
    for (const auto& [id, process] : read.processes)
        check_indices(*process);
    must_hold(
        expressions_of(read).size() == expressions_of(second).size(),
        "the same file has the same expressions"
    );
    return 0;
}
