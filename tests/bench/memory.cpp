#include "tests/bench/memory.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace gongdao::bench {

double in_child(const std::function<double()>& work) {
    int ends[2];
    if (pipe(ends) != 0) std::exit(1);
    const auto child = fork();
    if (child == 0) {
        const double answer = work();
        const bool told = write(ends[1], &answer, sizeof answer) == sizeof answer;
        _exit(told ? 0 : 1);
    }
    close(ends[1]);
    double answer = 0;
    const bool heard = child > 0 && read(ends[0], &answer, sizeof answer) == sizeof answer;
    close(ends[0]);
    int status = 0;
    const bool ended = child > 0 && waitpid(child, &status, 0) == child && status == 0;
    if (!heard || !ended) {
        std::fputs("a process of the benchmark failed\n", stderr);
        std::exit(1);
    }
    return answer;
}

double peak_memory() {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

} // namespace gongdao::bench
