#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdlib>
#include <string_view>

/// `--seed N` plays one seed and tells all of it; anything else is doctest's.
int main(int count, char** words) {
    doctest::Context context;
    if (count == 3 && std::string_view{words[1]} == "--seed") {
        ::setenv("GONGDAO_SEED", words[2], 1);
        context.addFilter("test-case", "one seed is told whole");
        context.setOption("no-skip", true);
    } else {
        context.applyCommandLine(count, words);
    }
    return context.run();
}
