#include "emulators/adapters/json/json_mirror.h"

#include <gtest/gtest.h>

#include "emulators/adapters/json/json_mirror_http.h"
#include "emulators/adapters/xml/eligibility_xml.h"

namespace kazasu::adapters {
namespace {

TEST(JsonMirror, IsTheMessageTagByTag) {
  auto const json = json_of_xml(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><XmlMsg><MessageHeader><SegmentOfResult>1</SegmentOfResult>"
      "</MessageHeader><MessageBody><NoticeList><Notice><Sequence>7</Sequence></Notice></NoticeList>"
      "</MessageBody></XmlMsg>");
  ASSERT_TRUE(json);
  EXPECT_EQ(*json, R"({"XmlMsg":{"MessageHeader":{"SegmentOfResult":"1"},)"
                   R"("MessageBody":{"NoticeList":{"Notice":[{"Sequence":"7"}]}}}})");
}

TEST(JsonMirror, KeepsTheEnvelopeWhenItIsEmpty) {
  EXPECT_EQ(
      json_of_xml("<XmlMsg><MessageHeader><ArbitraryFileIdentifier/></MessageHeader><MessageBody/></XmlMsg>"),
      R"({"XmlMsg":{"MessageHeader":{"ArbitraryFileIdentifier":""},"MessageBody":{}}})");
  EXPECT_EQ(json_of_xml("<XmlMsg>text</XmlMsg>"), R"({"XmlMsg":{}})");
}

TEST(JsonMirror, GoesBothWays) {
  auto const request =
      eligibility::ReInquiryRequest{.institution_code = "1360000014",
                                    .file_identifier = "f&<1>",
                                    .search = {.insurer_number = "06130488",
                                               .symbol = "試験",
                                               .number = "100",
                                               .birth_date = std::chrono::year{1948} / 2 / 29,
                                               .wants_limit = true}};
  auto const xml = encode(request);
  auto const json = json_of_xml(xml);
  ASSERT_TRUE(json);
  auto const back = xml_of_json(*json);
  ASSERT_TRUE(back);
  auto const decoded = decode_re_inquiry_request(*back);
  ASSERT_TRUE(decoded) << decoded.error;
  EXPECT_EQ(decoded.message->search, request.search);
  EXPECT_EQ(decoded.message->file_identifier, request.file_identifier);
  EXPECT_EQ(json_of_xml(*back), json);
}

TEST(JsonMirror, TakesNumbersListsAndNulls) {
  auto const xml =
      xml_of_json(R"({"XmlMsg": {"MessageBody": {"A": 12, "B": [1, "2"], "C": null, "D": true}}})");
  ASSERT_TRUE(xml);
  EXPECT_NE(xml->find("<A>12</A><B>1</B><B>2</B><D>true</D>"), std::string::npos) << *xml;
}

TEST(JsonMirror, RefusesWhatIsNoMessage) {
  for (auto const* const json :
       {"", "[]", "null", "{}", R"({"XmlMsg": 1})", R"({"XmlMsg": {}, "More": 1})", R"({"xmlmsg": {}})",
        R"({"XmlMsg": {"1": "x"}})", R"({"XmlMsg": {"a b": "x"}})", R"({"XmlMsg": {"A><B": "x"}})",
        R"({"XmlMsg": {"A": "\u0000"}})", R"({"XmlMsg": {"A": [[1]]}})", R"({"XmlMsg": {"A": "x"})"}) {
    EXPECT_FALSE(xml_of_json(json)) << json;
  }
  auto deep = std::string{R"({"XmlMsg": )"};
  for (auto i = 0; i < 20; ++i) deep += R"({"A": )";
  EXPECT_FALSE(xml_of_json(deep + "1" + std::string(21, '}')));
  for (auto const* const xml :
       {"", "<A/>", "<XmlMsg>", "<XmlMsg/><XmlMsg/>",
        "<!DOCTYPE XmlMsg [<!ENTITY a \"x\">]><XmlMsg>&a;</XmlMsg>", "<XmlMsg>\xff</XmlMsg>"}) {
    EXPECT_FALSE(json_of_xml(xml)) << xml;
  }
}

struct EchoXml final : HttpService {
  HttpAnswer handle(HttpRequestView const& request, sim::Instant, eligibility::StageMeter&) override {
    body = request.body;
    return {.content_type = "application/xml; charset=utf-8",
            .body = "<XmlMsg><MessageHeader><ErrorCode>busy</ErrorCode></MessageHeader></XmlMsg>"};
  }
  std::string body;
};

// What goes to a sink is no message: it is left as it is, and the answer is mirrored all the same.
TEST(JsonMirror, LeavesBodiesInASinkAlone) {
  struct Streaming final : HttpService {
    std::unique_ptr<BodySink> open_body(HttpRequestView const&, sim::Instant) override {
      return std::make_unique<DroppedBody>();
    }
    HttpAnswer handle(HttpRequestView const& request, sim::Instant, eligibility::StageMeter&) override {
      return {.content_type = "application/xml", .body = request.sink == nullptr ? "<None/>" : "<XmlMsg/>"};
    }
  };
  auto inner = Streaming{};
  auto mirror = JsonMirrorHttp{inner};
  auto meter = eligibility::NoMeter{};
  auto request =
      HttpRequestView{.method = "POST", .target = "/", .body = {}, .content_type = "application/json"};
  auto const sink = mirror.open_body(request, {});
  ASSERT_TRUE(sink);
  request.sink = sink.get();
  auto const answer = mirror.handle(request, {}, meter);
  EXPECT_EQ(answer.content_type, "application/json;charset=UTF-8");
  EXPECT_TRUE(answer.body.starts_with("{")) << answer.body;
}

TEST(JsonMirror, AnswersInTheFormOfTheRequest) {
  auto inner = EchoXml{};
  auto mirror = JsonMirrorHttp{inner};
  auto meter = eligibility::NoMeter{};
  auto const as_json = mirror.handle({.method = "POST",
                                      .target = "/",
                                      .body = R"({"XmlMsg": {"A": "1"}})",
                                      .content_type = "Application/JSON;charset=UTF-8"},
                                     {}, meter);
  EXPECT_EQ(as_json.content_type, "application/json;charset=UTF-8");
  EXPECT_EQ(as_json.body, R"({"XmlMsg":{"MessageHeader":{"ErrorCode":"busy"}}})");
  EXPECT_NE(inner.body.find("<XmlMsg><A>1</A></XmlMsg>"), std::string::npos);
  auto const as_xml = mirror.handle({.method = "POST", .target = "/", .body = "<XmlMsg/>"}, {}, meter);
  EXPECT_EQ(as_xml.content_type, "application/xml; charset=utf-8");
  EXPECT_EQ(inner.body, "<XmlMsg/>");
  mirror.handle({.method = "POST", .target = "/", .body = "{", .content_type = "application/json"}, {},
                meter);
  EXPECT_EQ(inner.body, "");
}

}  // namespace
}  // namespace kazasu::adapters
