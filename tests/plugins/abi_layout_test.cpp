// The layout of ABI 1.1. A released field never moves: to pass, append and raise the minor version.
#include <gongdao/plugin.h>

#include <doctest/doctest.h>

static_assert(sizeof(void*) == 8, "the figures are those of 64-bit machines");

#define AT(type, field, offset) static_assert(offsetof(type, field) == (offset), #type "." #field)

AT(gongdao_str, data, 0);
AT(gongdao_str, size, 8);

AT(gongdao_value, type, 0);
AT(gongdao_value, u.i, 8);
AT(gongdao_value, u.s, 8);
static_assert(sizeof(gongdao_value) == 24);

AT(gongdao_call_api, size, 0);
AT(gongdao_call_api, input, 8);
AT(gongdao_call_api, get, 16);
AT(gongdao_call_api, set, 24);
AT(gongdao_call_api, result, 32);
AT(gongdao_call_api, meta, 40);
AT(gongdao_call_api, now_ms, 48);
AT(gongdao_call_api, cancelled, 56);
AT(gongdao_call_api, fail, 64);

AT(gongdao_host, size, 0);
AT(gongdao_host, abi_major, 4);
AT(gongdao_host, abi_minor, 8);
AT(gongdao_host, context, 16);
AT(gongdao_host, log, 24);
AT(gongdao_host, extension, 32);

AT(gongdao_component, size, 0);
AT(gongdao_component, kind, 4);
AT(gongdao_component, flags, 8);
AT(gongdao_component, version, 12);
AT(gongdao_component, name, 16);
AT(gongdao_component, about, 24);
AT(gongdao_component, input, 32);
AT(gongdao_component, output, 40);
AT(gongdao_component, user, 48);
AT(gongdao_component, invoke, 56);
AT(gongdao_component, timeout_ms, 64); // since 1.1

AT(gongdao_plugin, size, 0);
AT(gongdao_plugin, abi_major, 4);
AT(gongdao_plugin, abi_minor, 8);
AT(gongdao_plugin, id, 16);
AT(gongdao_plugin, version, 24);
AT(gongdao_plugin, vendor, 32);
AT(gongdao_plugin, wants, 40);
AT(gongdao_plugin, create, 48);
AT(gongdao_plugin, destroy, 56);
AT(gongdao_plugin, components, 64);

TEST_CASE("released numbers of statuses, types, kinds and flags keep their meaning") {
    CHECK(GONGDAO_ABI_MAJOR == 1);
    CHECK(GONGDAO_OK == 0);
    CHECK(GONGDAO_RETRY == 1);
    CHECK(GONGDAO_REJECT == 2);
    CHECK(GONGDAO_FATAL == 3);
    CHECK(GONGDAO_CANCELLED == 4);
    CHECK(GONGDAO_NONE == 5);
    CHECK(GONGDAO_NULL == 0);
    CHECK(GONGDAO_BOOL == 1);
    CHECK(GONGDAO_I64 == 2);
    CHECK(GONGDAO_TEXT == 3);
    CHECK(GONGDAO_LIST == 4);
    CHECK(GONGDAO_OBJECT == 5);
    CHECK(GONGDAO_FUNCTION == 1);
    CHECK(GONGDAO_VALIDATOR == 2);
    CHECK(GONGDAO_SERVICE_TASK == 3);
    CHECK(GONGDAO_EFFECT == 4);
    CHECK(GONGDAO_IMPORTER == 5);
    CHECK(GONGDAO_DOCUMENT == 6);
    CHECK(GONGDAO_F_PURE == 1);
    CHECK(GONGDAO_F_REENTRANT == 2);
    CHECK(GONGDAO_F_ISOLATE == 4);
}
