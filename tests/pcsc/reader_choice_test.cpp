#include "emulators/adapters/pcsc/reader_choice.h"

#include <gtest/gtest.h>

namespace kazasu::adapters {
namespace {

using Names = std::vector<std::string>;

std::vector<PcscReaderState> present() {
  return {{.name = "Kazasu 00 00"}, {.name = "Kazasu 00 01"}, {.name = "SCM SCL3711 01 00"}, {.name = "SCM"}};
}

Names chosen(Names const& wanted) {
  return choose_readers(present(), wanted, PcscSharing::kExclusive);
}

TEST(ReaderChoice, TakesWholeNamesPartsAndAll) {
  EXPECT_EQ(chosen({"Kazasu 00 01"}), Names{"Kazasu 00 01"});
  EXPECT_EQ(chosen({"Kazasu"}), (Names{"Kazasu 00 00", "Kazasu 00 01"}));
  EXPECT_EQ(chosen({"SCM"}), Names{"SCM"});
  EXPECT_EQ(chosen({"all"}).size(), 4U);
  EXPECT_EQ(chosen({"SCL3711", "00 01", "SCL"}), (Names{"Kazasu 00 01", "SCM SCL3711 01 00"}));
}

TEST(ReaderChoice, ListsWhatThereIsWhenAReaderIsMissing) {
  for (auto const& wanted : {Names{"Omnikey"}, Names{"SCM", "Omnikey"}, Names{""}}) {
    try {
      chosen(wanted);
      FAIL() << "a reader was found";
    } catch (PcscError const& error) {
      EXPECT_EQ(error.problem(), PcscProblem::kNoReader);
      for (auto const& reader : present()) {
        EXPECT_NE(std::string{error.what()}.find(reader.name), std::string::npos) << error.what();
      }
    }
  }
  EXPECT_THROW(choose_readers({}, {"all"}, PcscSharing::kShared), PcscError);
}

TEST(ReaderChoice, SaysThatAReaderIsInUse) {
  auto const readers = std::vector<PcscReaderState>{{.name = "kept", .exclusive = true, .in_use = true},
                                                    {.name = "shared", .in_use = true},
                                                    {.name = "free"}};
  EXPECT_EQ(choose_readers(readers, {"shared", "free"}, PcscSharing::kShared), (Names{"shared", "free"}));
  EXPECT_EQ(choose_readers(readers, {"free"}, PcscSharing::kExclusive), Names{"free"});
  for (auto const* const wanted : {"kept", "shared"}) {
    auto const sharing = std::string{wanted} == "kept" ? PcscSharing::kShared : PcscSharing::kExclusive;
    try {
      choose_readers(readers, {wanted}, sharing);
      FAIL() << wanted << " could be used";
    } catch (PcscError const& error) {
      EXPECT_EQ(error.problem(), PcscProblem::kInUse);
      EXPECT_NE(std::string{error.what()}.find(wanted), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace kazasu::adapters
