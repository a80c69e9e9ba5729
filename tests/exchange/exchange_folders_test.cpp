#include "emulators/adapters/exchange/exchange_folders.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Place = ExchangeFolders::Place;
using Names = std::vector<std::string>;

constexpr auto kSettle = 100ms;
constexpr auto kRequest = "OQSsiquc01req_1.xml";
constexpr auto kStem = "OQSsiquc01res_1";

class Exchange : public testing::Test {
 protected:
  fs::path req(std::string const& name = kRequest) const { return root_ / "req" / name; }
  fs::path res(std::string const& name) const { return root_ / "res" / name; }
  static void write(fs::path const& path, std::string_view text) { std::ofstream{path} << text; }
  static std::string read(fs::path const& path) {
    auto file = std::ifstream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  ExchangeFolders open() const { return ExchangeFolders{root_, kSettle}; }

  identity::TemporaryFolder folder_;
  fs::path root_ = folder_.path() / "oqs";
  ExchangeFolders::Time now_ = std::chrono::steady_clock::now();
};

TEST_F(Exchange, MakesItsFoldersAndHasThemAlone) {
  auto const folders = open();
  for (auto const* const name : {"req", "res", "face", "trash"}) EXPECT_TRUE(fs::is_directory(root_ / name));
  EXPECT_THROW(open(), std::runtime_error);
}

TEST_F(Exchange, ARequestIsCompleteWhenItsWriterClosedItOrRenamedItIn) {
  auto folders = open();
  EXPECT_EQ(folders.complete_requests(now_), Names{});
  auto writer = std::ofstream{req()};
  writer << "half" << std::flush;
  EXPECT_EQ(folders.complete_requests(now_), Names{}) << "still open";
  writer << " and half";
  writer.close();
  EXPECT_EQ(folders.complete_requests(now_), Names{kRequest});
  EXPECT_EQ(folders.complete_requests(now_), Names{}) << "once";

  write(req("x.tmp"), "whole");
  EXPECT_EQ(folders.complete_requests(now_), Names{}) << "an unfinished name";
  fs::rename(req("x.tmp"), req("OQSsiquc01req_2.xml"));
  EXPECT_EQ(folders.complete_requests(now_), Names{"OQSsiquc01req_2.xml"});
}

TEST_F(Exchange, WhatNobodyToldOfIsCompleteWhenItStaysTheSame) {
  fs::create_directories(root_ / "req");
  write(req(), "before the start");
  auto folders = open();
  auto const first = std::chrono::steady_clock::now();
  EXPECT_EQ(folders.complete_requests(first), Names{}) << "the first look";
  EXPECT_EQ(folders.complete_requests(first + kSettle), Names{kRequest});
  EXPECT_EQ(folders.complete_requests(first + 2 * kSettle), Names{});
}

TEST_F(Exchange, AnotherFileOfTheNameComesAgain) {
  auto folders = open();
  write(req(), "one");
  EXPECT_EQ(folders.complete_requests(now_), Names{kRequest});
  auto const taken = folders.read_request(kRequest, 100);
  write(req(), "another");
  folders.remove_request(kRequest, taken.stamp);
  EXPECT_EQ(read(req()), "another") << "what came meanwhile is not what was answered";
  EXPECT_EQ(folders.complete_requests(now_), Names{kRequest});
}

TEST_F(Exchange, ReadsOrdinaryFilesOfAMeasure) {
  auto const folders = open();
  write(req(), "12345");
  EXPECT_EQ(folders.read_request(kRequest, 5).bytes, "12345");
  EXPECT_EQ(folders.read_request(kRequest, 4).fault, ReadFault::kTooLong);
  EXPECT_EQ(folders.read_request("OQSsiquc01req_2.xml", 4).fault, ReadFault::kGone);
  fs::create_symlink("/etc/hostname", req("link"));
  EXPECT_EQ(folders.read_request("link", 100).fault, ReadFault::kNotRegular);
  ASSERT_EQ(mkfifo(req("pipe").c_str(), 0600), 0);
  EXPECT_EQ(folders.read_request("pipe", 100).fault, ReadFault::kNotRegular);
}

TEST_F(Exchange, ResultsAppearWhole) {
  auto const folders = open();
  folders.put(Place::kResults, "OQSsiquc01res_1.xml", "result");
  EXPECT_EQ(read(res("OQSsiquc01res_1.xml")), "result");
  EXPECT_EQ(std::distance(fs::directory_iterator{root_ / "res"}, {}), 1) << "no temporary file stays";
  EXPECT_TRUE(folders.has(Place::kResults, "OQSsiquc01res_1.xml"));
  EXPECT_FALSE(folders.has(Place::kFaces, "OQSsiquc01res_1.xml"));
  fs::remove_all(root_ / "res");
  EXPECT_THROW(folders.put(Place::kResults, "OQSsiquc01res_1.xml", "result"), std::runtime_error);
}

TEST_F(Exchange, TrashKeepsEveryRequest) {
  auto const folders = open();
  for (auto const* const text : {"one", "two", "three"}) {
    write(req("a b"), text);
    folders.discard_request("a b", folders.read_request("a b", 100).stamp);
  }
  EXPECT_EQ(read(root_ / "trash" / "a b"), "one");
  EXPECT_EQ(read(root_ / "trash" / "a b.2"), "two");
  EXPECT_EQ(read(root_ / "trash" / "a b.3"), "three");
  EXPECT_FALSE(fs::exists(req("a b")));
  write(req("a b"), "bad");
  auto const bad = folders.read_request("a b", 100).stamp;
  write(req("a b"), "good by now");
  folders.discard_request("a b", bad);
  EXPECT_EQ(read(req("a b")), "good by now");
  fs::create_symlink("nowhere", req("link"));
  folders.discard_request("link", folders.read_request("link", 100).stamp);
  EXPECT_TRUE(fs::is_symlink(root_ / "trash" / "link"));
}

TEST_F(Exchange, FoldersInReqAreLeftAlone) {
  auto folders = open();
  fs::create_directories(root_ / "made");
  fs::rename(root_ / "made", req("OQSsiquc01req_1.xml"));
  auto const first = std::chrono::steady_clock::now();
  EXPECT_EQ(folders.complete_requests(first), Names{});
  EXPECT_EQ(folders.complete_requests(first + kSettle), Names{});
}

// A process that ended between the result and the removal of its request.
TEST_F(Exchange, WhatWasAnsweredBeforeIsKnown) {
  {
    auto const folders = open();
    write(req(), "request");
    folders.put(Place::kResults, std::string{kStem} + ".xml", "result");
    EXPECT_FALSE(folders.is_answered(kRequest, kStem)) << "not there from the start";
  }
  EXPECT_TRUE(open().is_answered(kRequest, kStem));
  fs::remove(res(std::string{kStem} + ".xml"));
  EXPECT_FALSE(open().is_answered(kRequest, kStem)) << "fetched: who knows whose it was";
}

TEST_F(Exchange, ResultsThatNobodyFetchesAreRemoved) {
  auto const folders = open();
  auto const now = std::chrono::system_clock::now();
  folders.put(Place::kResults, "OQSsiquc01res_1.xml", "result");
  folders.put(Place::kFaces, "OQSsiquc01res_face_1_1.xml", "result");
  write(res("notes.txt"), "somebody's own");
  EXPECT_EQ(folders.expire(10min, now + 9min), 0U);
  EXPECT_EQ(folders.expire(10min, now + 11min), 2U);
  EXPECT_FALSE(fs::exists(res("OQSsiquc01res_1.xml")));
  EXPECT_TRUE(fs::exists(res("notes.txt")));
}

}  // namespace
}  // namespace kazasu::adapters
