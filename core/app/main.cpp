#include "core/app/invocation.hpp"

#include <cstdio>
#include <exception>
#include <sys/stat.h>

/// The last boundary: what escapes to here is a mistake of ours.
int main(int argc, char** argv) {
    ::umask(077); // a county's data are for nobody else on the machine
    try {
        return gongdao::run_command_line({argv + 1, argv + argc});
    } catch (const std::exception& broken) {
        std::fprintf(
            stderr,
            "程序内部错误，未保存的办理没有生效 (an internal fault; what was not saved did not "
            "happen)：%s\n",
            broken.what()
        );
        return 5;
    }
}
