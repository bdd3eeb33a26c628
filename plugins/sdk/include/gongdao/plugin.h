/* The boundary between Gongdao and its plugins: plain C, one exported symbol.
 *
 * Rules for both sides
 *  1. Every struct begins with its size and grows only at its end; fields are never re-typed
 *     or moved. Read a field that is newer than 1.0 only after GONGDAO_HAS.
 *  2. Pointers are borrowed until the called function returns, unless a line says otherwise.
 *     Nothing is ever freed by the other side.
 *  3. No exception and no longjmp leaves a function of either side.
 *  4. Text is UTF-8 with a length. Money is int64 fen, time is int64 milliseconds since 1970
 *     UTC, documents are JSON whose numbers are integers.
 *  5. A function tagged [any] may be called from any thread, [main] only from the thread that
 *     loads, [call] only from the thread that runs the call, while it runs.
 */
#ifndef GONGDAO_PLUGIN_H
#define GONGDAO_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A host refuses a plugin of another major version. Of two minor versions both use the lower. */
#define GONGDAO_ABI_MAJOR 1u
#define GONGDAO_ABI_MINOR 1u
#define GONGDAO_EXPORT __attribute__((visibility("default")))
#define GONGDAO_ENTRY_SYMBOL "gongdao_plugin_entry_v1"
#define GONGDAO_HAS(pointer, field)                                                                \
    ((pointer)->size >= offsetof(__typeof__(*(pointer)), field) + sizeof((pointer)->field))

/* A text that somebody else owns; need not end in a zero byte. */
typedef struct gongdao_str {
    const char* data;
    size_t size;
} gongdao_str;

/* How a call ended, or whether an accessor found something. */
typedef int32_t gongdao_status;

enum {
    GONGDAO_OK = 0,
    GONGDAO_RETRY = 1,  /* may succeed later: the host tries again with the same idempotency key */
    GONGDAO_REJECT = 2, /* the input is refused; the code given to fail() becomes a BPMN error */
    GONGDAO_FATAL = 3,  /* a person must look: the host raises an incident */
    GONGDAO_CANCELLED = 4, /* stopped early because cancelled() was not 0 */
    GONGDAO_NONE = 5 /* accessor only: there is nothing at this path, or the path is no path */
};

typedef uint32_t gongdao_type;

enum {
    GONGDAO_NULL = 0,
    GONGDAO_BOOL = 1,  /* u.i is 0 or 1 */
    GONGDAO_I64 = 2,   /* u.i */
    GONGDAO_TEXT = 3,  /* u.s */
    GONGDAO_LIST = 4,  /* u.i is the number of items; set() makes an empty list */
    GONGDAO_OBJECT = 5 /* u.i is the number of members; set() makes an empty object */
};

typedef struct gongdao_value {
    gongdao_type type;
    uint32_t reserved;

    union {
        int64_t i;
        gongdao_str s;
    } u;
} gongdao_value;

/* One run of one component. Owned by the host; must not be used after invoke() returned. */
typedef struct gongdao_call gongdao_call;

/* What a component may do with its call. Owned by the host, lives as long as the process. */
typedef struct gongdao_call_api {
    uint32_t size;
    uint32_t reserved;
    /* [call] The whole input as JSON text; lives until invoke() returns. */
    gongdao_str (*input)(gongdao_call* call);
    /* [call] One value of the input without any JSON text. Paths join keys by dots, and a number
     * picks an item of a list: "events.0.on". The empty path is the whole input. A text lives until
     * invoke() returns. GONGDAO_NONE where nothing is there. */
    gongdao_status (*get)(gongdao_call* call, gongdao_str path, gongdao_value* out);
    /* [call] Puts a copy of a value into the result. Missing objects and lists on the way are made;
     * an item of a list is either there already or the next one. GONGDAO_NONE where the path leads
     * through a value that has no members, or a text is not UTF-8. */
    gongdao_status (*set)(gongdao_call* call, gongdao_str path, const gongdao_value* value);
    /* [call] Replaces the whole result by JSON text, which is copied. GONGDAO_NONE where it is not
     * a JSON object or holds a fraction. */
    gongdao_status (*result)(gongdao_call* call, gongdao_str json);
    /* [call] "component", and for jobs "idempotency_key" (the same in every attempt) and "attempt"
     * (from 1). Empty where unknown. Lives until invoke() returns. */
    gongdao_str (*meta)(gongdao_call* call, gongdao_str key);
    /* [call] The time of the call. Plugins never ask the system: a replay must see the same. */
    int64_t (*now_ms)(gongdao_call* call);
    /* [call] Not 0 once the host wants the call to stop; ask about every 100 ms of work. */
    int32_t (*cancelled)(gongdao_call* call);
    /* [call] The reason for a status other than OK: a stable ASCII code and one sentence for a
     * person. Both are copied. The last one counts. */
    void (*fail)(gongdao_call* call, gongdao_str code, gongdao_str message);
} gongdao_call_api;

typedef int32_t gongdao_log_level;

enum { GONGDAO_LOG_DEBUG = 0, GONGDAO_LOG_INFO = 1, GONGDAO_LOG_WARN = 2, GONGDAO_LOG_ERROR = 3 };

/* What the host offers to a plugin as a whole. Lives until destroy() returned. */
typedef struct gongdao_host {
    uint32_t size;
    uint32_t abi_major;
    uint32_t abi_minor;
    uint32_t reserved;
    void* context; /* the host's own */
    /* [any] Never put names, accounts, health or membership of persons into a log. */
    void (*log)(const struct gongdao_host* host, gongdao_log_level level, gongdao_str message);
    /* [any] An optional feature, such as "gongdao.files/1"; null where the host lacks it or the
     * allow list does not grant it to this plugin. Lives as long as the host. */
    const void* (*extension)(const struct gongdao_host* host, const char* id);
} gongdao_host;

typedef uint32_t gongdao_kind;

enum {
    GONGDAO_FUNCTION = 1,     /* pure: asked inside a decision, its answer is recorded */
    GONGDAO_VALIDATOR = 2,    /* pure: checks data; sets "faults" */
    GONGDAO_SERVICE_TASK = 3, /* a job: slow or outside work of a process */
    GONGDAO_EFFECT = 4,       /* a job: delivers one row of the outbox, at least once */
    GONGDAO_IMPORTER = 5,     /* a job: turns foreign data into documents */
    GONGDAO_DOCUMENT = 6      /* a job that is pure: renders a letter or a file */
};

enum {
    GONGDAO_F_PURE = 1, /* equal inputs, equal results; FUNCTION, VALIDATOR, DOCUMENT need it */
    GONGDAO_F_REENTRANT = 2, /* may run on several threads at once; else the host lets one in */
    GONGDAO_F_ISOLATE = 4    /* may run only in a separate host process */
};

struct gongdao_component;

/* [any, one thread at a time unless REENTRANT] `self` is what create() gave. */
typedef gongdao_status gongdao_invoke(
    void* self,
    const struct gongdao_component* component,
    gongdao_call* call,
    const gongdao_call_api* api
);

/* [main] Called once. `config` is a JSON object. On failure writes a sentence, ended by a zero
 * byte, into `error` of `error_size` bytes and returns another status than OK. */
typedef gongdao_status gongdao_create(
    const gongdao_host* host, gongdao_str config, void** self, char* error, size_t error_size
);

/* One thing the plugin can do. Owned by the plugin, lives until destroy(). */
typedef struct gongdao_component {
    uint32_t size;
    gongdao_kind kind;
    uint32_t flags;
    uint32_t version;   /* of the component; rises when its answers change */
    const char* name;   /* UTF-8 without dot, space or control; unique in the plugin */
    const char* about;  /* one sentence for people; may be null */
    const char* input;  /* JSON Schema of the input; may be null */
    const char* output; /* JSON Schema of the result; may be null */
    void* user;         /* the plugin's own */
    gongdao_invoke* invoke;
    /* Since 1.1: how long one run may take in a separate process, after which the process is ended;
     * 0 for the host's own limit, which also bounds this one. Not held in the host's process. */
    uint32_t timeout_ms;
    uint32_t reserved;
} gongdao_component;

/* The plugin itself. Static data of the plugin. */
typedef struct gongdao_plugin {
    uint32_t size;
    uint32_t abi_major;
    uint32_t abi_minor;
    uint32_t reserved;
    const char* id; /* dotted ASCII, "gongdao.dispute"; the last part begins every function name */
    const char* version; /* as in the allow list */
    const char* vendor;
    /* Ids of extensions it cannot do without, ended by null; may be null. */
    const char* const* wants;
    gongdao_create* create;
    /* [main] No call is running. Threads of its own must have ended when it returns. */
    void (*destroy)(void* self);
    /* [main] Points `out` to the components and returns how many there are. */
    size_t (*components)(void* self, const gongdao_component* const** out);
} gongdao_plugin;

/* The only exported symbol. Must not allocate, log or start threads. Null where the plugin cannot
 * work with this host. */
GONGDAO_EXPORT const gongdao_plugin*
gongdao_plugin_entry_v1(uint32_t host_major, uint32_t host_minor);

#ifdef __cplusplus
}
#endif

#endif
