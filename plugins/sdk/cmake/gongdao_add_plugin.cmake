# gongdao_add_plugin(target NAME greeting ID cn.example.greeting VERSION 1.0.0 SOURCES greeting.cpp)
#
# Builds greeting.so, which exports the entry function and nothing else, and beside it
# greeting.so.allow, the line for the node's plugins.allow. MODE is inproc or isolated; a plugin of jobs
# runs isolated, in a process of its own, unless its id begins with "gongdao.", and a plugin with
# functions or validators has to be inproc. The macros GONGDAO_PLUGIN_ID and
# GONGDAO_PLUGIN_VERSION hold what is given here.
function(gongdao_add_plugin target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;ID;VERSION;MODE" "SOURCES")
    foreach(needed NAME ID VERSION SOURCES)
        if(NOT arg_${needed})
            message(FATAL_ERROR "gongdao_add_plugin(${target}): ${needed} is missing")
        endif()
    endforeach()
    if(NOT arg_MODE)
        set(arg_MODE isolated)
        if(arg_ID MATCHES "^gongdao[.]")
            set(arg_MODE inproc)
        endif()
    elseif(NOT arg_MODE MATCHES "^(inproc|isolated)$")
        message(FATAL_ERROR "gongdao_add_plugin(${target}): MODE is inproc or isolated")
    endif()
    add_library(${target} MODULE ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE gongdao::plugin_sdk)
    target_compile_definitions(${target} PRIVATE
        GONGDAO_PLUGIN_ID="${arg_ID}" GONGDAO_PLUGIN_VERSION="${arg_VERSION}")
    # With unique symbols a library could never be unmapped, and two of them would share statics.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
    set(exports ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/exports.map)
    target_link_options(${target} PRIVATE
        LINKER:--version-script=${exports} LINKER:-z,defs LINKER:-z,now LINKER:-z,relro
        LINKER:--exclude-libs,ALL)
    set_target_properties(${target} PROPERTIES
        OUTPUT_NAME ${arg_NAME} PREFIX "" SUFFIX ".so" LINK_DEPENDS ${exports}
        C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    add_custom_command(TARGET ${target} POST_BUILD VERBATIM
        COMMAND ${CMAKE_COMMAND} -DFILE=$<TARGET_FILE:${target}> -DID=${arg_ID} -DVERSION=${arg_VERSION} -DMODE=${arg_MODE}
                -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/write_allow_line.cmake)
endfunction()
