/* A plugin of the first release: built against the header as it was then, which is kept beside this
 * file, as is what a release built of them. None of the three is ever changed. NEWER_HOST makes the
 * one that cannot work with it. */
#include "gongdao/plugin.h"

static gongdao_status twice(
    void* self, const gongdao_component* component, gongdao_call* call, const gongdao_call_api* api
) {
    static const char name[] = "number";
    gongdao_str path;
    gongdao_value number;
    (void)self;
    (void)component;
    path.data = name;
    path.size = sizeof name - 1;
    if (api->get(call, path, &number) != GONGDAO_OK || number.type != GONGDAO_I64)
        return GONGDAO_REJECT;
    number.u.i *= 2;
    return api->set(call, path, &number) == GONGDAO_OK ? GONGDAO_OK : GONGDAO_FATAL;
}

static const gongdao_component doubling = {
    sizeof(gongdao_component),
    GONGDAO_SERVICE_TASK,
    0,
    1,
    "twice",
    "doubles a number",
    NULL,
    NULL,
    NULL,
    twice};
static const gongdao_component* const all[] = {&doubling};

static gongdao_status
create(const gongdao_host* host, gongdao_str config, void** self, char* error, size_t error_size) {
    (void)config;
    (void)error;
    (void)error_size;
    *self = NULL;
    /* Of two minor versions both sides use the lower. */
    return host->abi_major == 1 && host->abi_minor == 0 ? GONGDAO_OK : GONGDAO_FATAL;
}

static void destroy(void* self) { (void)self; }

static size_t components(void* self, const gongdao_component* const** out) {
    (void)self;
    *out = all;
    return 1;
}

static const gongdao_plugin plugin = {
    sizeof(gongdao_plugin),
    GONGDAO_ABI_MAJOR,
    GONGDAO_ABI_MINOR,
    0,
    "test.old",
    "1.0.0",
    "tests",
    NULL,
    create,
    destroy,
    components};

const gongdao_plugin* gongdao_plugin_entry_v1(uint32_t host_major, uint32_t host_minor) {
#ifdef NEWER_HOST
    return host_major == GONGDAO_ABI_MAJOR && host_minor >= 9 ? &plugin : NULL;
#else
    (void)host_minor;
    return host_major == GONGDAO_ABI_MAJOR ? &plugin : NULL;
#endif
}
