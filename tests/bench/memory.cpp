#include "tests/bench/memory.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace gongdao::bench {

namespace {

[[noreturn]] void end_with(const char* why) {
    std::fprintf(stderr, "%s\n", why);
    std::exit(1);
}

} // namespace

void in_child(const std::function<void()>& work) {
    std::fflush(nullptr);
    const auto child = fork();
    if (child == 0) {
        work();
        _exit(0);
    }
    int status = 0;
    const bool ended = child > 0 && waitpid(child, &status, 0) == child && status == 0;
    if (!ended) end_with("a process that the benchmark has started failed");
}

double answer_of_new_process(const std::string& arguments) {
    const auto program = std::filesystem::read_symlink("/proc/self/exe").string();
    auto* const output = popen(("'" + program + "' " + arguments).c_str(), "r");
    if (output == nullptr) end_with("the benchmark cannot start itself");
    double answer = 0;
    const bool told = std::fscanf(output, "%lf", &answer) == 1;
    if (pclose(output) != 0 || !told) end_with("a process that the benchmark has started failed");
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
