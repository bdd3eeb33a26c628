# One place for what every target of ours shares: language level, warnings, hidden symbols.
function(gongdao_defaults target)
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
        -Woverloaded-virtual -Wold-style-cast -Wimplicit-fallthrough -Wcast-qual -Wno-missing-field-initializers -Wno-restrict)
    set_target_properties(${target} PROPERTIES
        CXX_EXTENSIONS OFF CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
        POSITION_INDEPENDENT_CODE ON)
endfunction()

# gongdao_layer(NAME engine USES model LIBRARIES Boost::json)
# A folder is a layer: every .cpp in it belongs to it, so adding a file needs no edit here.
function(gongdao_layer)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;FOLDER" "USES;LIBRARIES")
    if(NOT arg_FOLDER)
        set(arg_FOLDER ${CMAKE_CURRENT_SOURCE_DIR}/${arg_NAME})
    endif()
    set(target gongdao_${arg_NAME})
    file(GLOB sources CONFIGURE_DEPENDS ${arg_FOLDER}/*.cpp)
    add_library(${target} STATIC ${sources})
    add_library(gongdao::${arg_NAME} ALIAS ${target})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    foreach(used IN LISTS arg_USES)
        target_link_libraries(${target} PUBLIC gongdao::${used})
    endforeach()
    target_link_libraries(${target} PUBLIC ${arg_LIBRARIES})
    gongdao_defaults(${target})
endfunction()

# The allocator of what is run for long: fewer pieces of memory stay behind, and commands cost an eighth
# less (docs/benchmarks.md). Not where sanitizers bring their own.
function(gongdao_allocator target)
    if(CMAKE_BUILD_TYPE STREQUAL "Release")
        target_link_options(${target} PRIVATE -Wl,--no-as-needed)
        target_link_libraries(${target} PRIVATE PkgConfig::JEMALLOC)
    endif()
endfunction()

# gongdao_tests(calendar USES calendar): tests/calendar/*_test.cpp become one program and one ctest entry.
function(gongdao_tests layer)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES")
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${layer}/*_test.cpp)
    set(target ${layer}_tests)
    add_executable(${target} ${sources} ${PROJECT_SOURCE_DIR}/tests/support/main.cpp)
    foreach(used IN LISTS arg_USES)
        target_link_libraries(${target} PRIVATE gongdao::${used})
    endforeach()
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
    target_compile_definitions(${target} PRIVATE GONGDAO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    gongdao_defaults(${target})
    add_test(NAME ${layer} COMMAND ${target})
endfunction()

# Where the plugins of this build and their allow list stand.
set(GONGDAO_PLUGIN_FOLDER ${CMAKE_BINARY_DIR}/plugins)

# gongdao_plugin(dispute VERSION 1.0.0): every .cpp of this folder becomes dispute.so, whose id is
# gongdao.dispute, through the same function that plugins out of the tree use.
function(gongdao_plugin name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "VERSION" "")
    set(target plugin_${name})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    gongdao_add_plugin(${target} NAME ${name} ID gongdao.${name} VERSION ${arg_VERSION} SOURCES ${sources})
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
    gongdao_defaults(${target})
    # g++ 12 warns of overlapping copies inside std::string where "text" + string is optimised (GCC bug 105651).
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
    set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${GONGDAO_PLUGIN_FOLDER})
    set_property(GLOBAL APPEND PROPERTY gongdao_plugin_targets ${target})
    set_property(GLOBAL APPEND PROPERTY
        gongdao_plugin_allow_lines ${GONGDAO_PLUGIN_FOLDER}/${name}.so.allow)
endfunction()
