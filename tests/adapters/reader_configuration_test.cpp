#include "emulators/adapters/ifd/reader_configuration.h"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

TEST(ReaderConfiguration, IsWhatPcscdReads) {
  EXPECT_EQ(reader_configuration(
                {.library = "/opt/kazasu/libifdkazasu.so", .socket = "/run/k/reader.sock", .slots = 4}),
            "# The virtual reader of kazasu: docs/protocols/reader.md.\n"
            "FRIENDLYNAME kazasu\n"
            "DEVICENAME /dev/null:4:/run/k/reader.sock\n"
            "LIBPATH /opt/kazasu/libifdkazasu.so\n"
            "CHANNELID 0\n");
}

std::string refusal(ReaderConfiguration const& configuration) {
  try {
    reader_configuration(configuration);
  } catch (std::invalid_argument const& error) {
    return error.what();
  }
  return "none";
}

TEST(ReaderConfiguration, RefusesWhatPcscdCannotRead) {
  EXPECT_NE(refusal({.library = "lib.so", .socket = "/s"}).find("absolute"), std::string::npos);
  EXPECT_NE(refusal({.library = "/lib.so", .socket = "s"}).find("absolute"), std::string::npos);
  for (auto const* path : {"/a b", "/a\"b", "/a#b", "/a~b", "/a\nLIBPATH /x", "/カード"}) {
    EXPECT_NE(refusal({.library = path, .socket = "/s"}).find("character"), std::string::npos) << path;
    EXPECT_NE(refusal({.library = "/lib.so", .socket = path}).find("character"), std::string::npos) << path;
  }
  EXPECT_NE(refusal({.library = "/lib.so", .socket = "/s", .slots = 0}).find("1 to 16"), std::string::npos);
  EXPECT_NE(refusal({.library = "/lib.so", .socket = "/s", .slots = 17}).find("1 to 16"), std::string::npos);
  EXPECT_NE(refusal({.library = "/lib.so", .socket = "/" + std::string(107, 'x')}).find("107"),
            std::string::npos);
}

TEST(ReaderConfiguration, FindsTheLibraryBesideTheExecutableOrInstalled) {
  auto const folder = identity::TemporaryFolder{};
  std::filesystem::create_directories(folder.path() / "bin");
  std::filesystem::create_directories(folder.path() / "lib" / "kazasu");
  auto const executable = folder.path() / "bin" / "kazasu";
  EXPECT_THROW(find_reader_library(executable), std::runtime_error);
  auto const installed = folder.path() / "lib" / "kazasu" / "libifdkazasu.so";
  std::ofstream{installed} << "library";
  EXPECT_EQ(find_reader_library(executable), installed);
  auto const beside = folder.path() / "bin" / "libifdkazasu.so";
  std::ofstream{beside} << "library";
  EXPECT_EQ(find_reader_library(executable), beside);
}

}  // namespace
}  // namespace kazasu::adapters
