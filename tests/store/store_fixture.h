// A folder for a server's state, and people that come to it.
#pragma once

#include <gtest/gtest.h>

#include "harness/population.h"
#include "tests/identity/temporary_folder.h"
#include "tests/store/killed_server.h"
#include "tests/store/store_client.h"

namespace kazasu::store {

// The PKI is shared by the tests of one build: making card keys takes seconds.
class StoreFixture : public testing::Test {
 protected:
  StoreFixture() {
    options_.data = KAZASU_TEST_DATA;
    options_.token_folder = folder_.path();
    options_.seed = 5;
    options_.stations = 8;
    options_.people = 20'000;
  }

  identity::PopulationSettings settings() const {
    return {.seed = options_.seed,
            .people = options_.people,
            .stations = options_.stations,
            .calendar_start = harness::calendar_start(options_.calendar_start)};
  }

  identity::TemporaryFolder folder_;
  harness::ServeOptions options_;
  identity::TestPki pki_{std::filesystem::path{KAZASU_TEST_DATA} / "pki"};
  Promises promises_;
};

inline void expect_all_kept(Broken const& broken) {
  EXPECT_EQ(broken.registrations, 0U);
  EXPECT_EQ(broken.consents, 0U);
  EXPECT_EQ(broken.cancellations, 0U);
  EXPECT_EQ(broken.bulk, 0U);
  EXPECT_EQ(broken.shown, 0U);
  EXPECT_EQ(broken.urls, 0U);
  EXPECT_EQ(broken.numbers, 0U);
  EXPECT_EQ(broken.unanswered, 0U);
}

}  // namespace kazasu::store
