#include "tests/bench/memory.hpp"

#include <fstream>
#include <malloc.h>
#include <string>

namespace gongdao::bench {

double peak_memory() {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

void forget_peak() {
    malloc_trim(0);
    std::ofstream{"/proc/self/clear_refs"} << "5";
}

} // namespace gongdao::bench
