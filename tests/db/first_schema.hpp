#pragma once

#include "db/sqlite/connection.hpp"

#include <doctest/doctest.h>

#include <string>

namespace gongdao::testing {

/// Takes a store back to how the first version of its schema left it.
inline void to_first_schema(const std::string& path) {
    auto connection = sqlite::Connection::open(path, sqlite::Access::write);
    REQUIRE(connection.has_value());
    const auto done = (*connection)
                          ->execute("drop index message_by_expires_at;"
                                    "alter table task drop column provisional;"
                                    "delete from schema_version where version > 1;");
    REQUIRE(done.has_value());
}

} // namespace gongdao::testing
