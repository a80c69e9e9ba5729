#include "emulators/identity/pem_files.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/identity/temporary_folder.h"

namespace kazasu::identity {
namespace {

namespace fs = std::filesystem;

TEST(SecretFile, IsForItsOwnerAlone) {
  auto const folder = TemporaryFolder{};
  auto const file = folder.path() / "secret.pem";
  write_new_secret_file(file, "text");
  EXPECT_EQ(read_file(file), "text");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_THROW(write_new_secret_file(file, "other"), std::runtime_error);
  EXPECT_EQ(read_file(file), "text");
  EXPECT_THROW(read_file(folder.path() / "none.pem"), std::runtime_error);
}

TEST(FolderAtOnce, AppearsWhole) {
  auto const parent = TemporaryFolder{};
  auto const folder = parent.path() / "a" / "b";
  create_folder_at_once(folder, [&](fs::path const& place) {
    write_new_secret_file(place / "one", "1");
    EXPECT_FALSE(fs::exists(folder));
    write_new_secret_file(place / "two", "2");
  });
  EXPECT_EQ(read_file(folder / "one"), "1");
  EXPECT_EQ(read_file(folder / "two"), "2");
  EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
}

TEST(FolderAtOnce, TheFirstOneStays) {
  auto const parent = TemporaryFolder{};
  auto const folder = parent.path() / "pki";
  create_folder_at_once(folder, [&](fs::path const& place) {
    create_folder_at_once(folder,
                          [](fs::path const& inner) { write_new_secret_file(inner / "who", "first"); });
    write_new_secret_file(place / "who", "second");
  });
  EXPECT_EQ(read_file(folder / "who"), "first");
  EXPECT_EQ(std::distance(fs::directory_iterator{parent.path()}, {}), 1) << "no scaffold stays behind";
}

TEST(FolderAtOnce, LeavesNothingWhenFillingFails) {
  auto const parent = TemporaryFolder{};
  EXPECT_THROW(create_folder_at_once(parent.path() / "pki",
                                     [](fs::path const& place) {
                                       write_new_secret_file(place / "one", "1");
                                       throw std::runtime_error("full");
                                     }),
               std::runtime_error);
  EXPECT_TRUE(fs::is_empty(parent.path()));
}

}  // namespace
}  // namespace kazasu::identity
