include(${CMAKE_CURRENT_LIST_DIR}/gongdao_plugin_sdk_targets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/gongdao_add_plugin.cmake)
