#include "reports/texts.h"

#include <array>
#include <cstddef>

namespace kazasu::reports {

namespace {

struct Entry {
  Text key;
  std::string_view english;
  std::string_view japanese;
};

constexpr auto kTexts = std::to_array<Entry>({
    {Text::kRealClock, "real time", "実時間"},
    {Text::kVirtualClock, "virtual time", "仮想時間"},
    {Text::kValid, "Valid", "有効"},
    {Text::kInvalid, "Invalid", "無効"},
    {Text::kInterrupted, "Interrupted", "中断"},
    {Text::kValidSentence,
     "{0} of {1} visits ended with the answer on the screen. Half took up to {2}, 99 in 100 up to {3}.",
     "訪問 {1} 件のうち {0} 件で、結果が画面に表示されました。応答時間は半数が {2} 以内、100 件中 99 件が "
     "{3} 以内です。"},
    {Text::kInvalidSentence, "Do not rely on these figures.", "この数値を判断に使わないでください。"},
    {Text::kInterruptedSentence, "The run was stopped early: the figures cover {0} of {1} planned visits.",
     "途中で停止しました。予定した訪問 {1} 件のうち {0} 件までの数値です。"},
    {Text::kThresholdsAllMet, "All {0} thresholds met.", "しきい値 {0} 件をすべて満たしました。"},
    {Text::kThresholdsNotMet, "{0} of {1} thresholds not met.",
     "しきい値 {1} 件のうち {0} 件を満たしていません。"},
    {Text::kVisits, "Visits", "訪問"},
    {Text::kVisitsCompleted, "completed", "完了"},
    {Text::kVisitsPlanned, "planned", "予定"},
    {Text::kVisitsStarted, "started", "開始"},
    {Text::kVisitsFailed, "errors", "エラー"},
    {Text::kOfPlanned, "of {0} planned", "予定 {0} 件"},
    {Text::kRate, "Rate achieved", "達成した到着率"},
    {Text::kRateShort, "Rate", "到着率"},
    {Text::kRateOffered, "of {0} offered", "予定 {0}"},
    {Text::kOffered, "offered", "予定"},
    {Text::kAchieved, "achieved", "達成"},
    {Text::kErrors, "Errors", "エラー"},
    {Text::kErrorsCount, "{0} visits", "{0} 件"},
    {Text::kResponse, "Response time", "応答時間"},
    {Text::kResponseNote, "from the intended start", "予定の開始時刻から"},
    {Text::kService, "Service time", "処理時間"},
    {Text::kLag, "Schedule lag", "開始の遅れ"},
    {Text::kWorstLag, "Worst lag", "最大の開始遅れ"},
    {Text::kCriticalPath, "Critical path", "クリティカルパス"},
    {Text::kCriticalPathNote, "tap to answer shown, without human time",
     "かざしてから表示まで（人の操作時間を除く）"},
    {Text::kHuman, "Human time", "人の操作時間"},
    {Text::kHumanNote, "consent, PIN and thinking; not part of the critical path",
     "同意・暗証番号入力・思考。クリティカルパスに含みません"},
    {Text::kLegFirst, "Tap → registered", "かざす → 受付完了"},
    {Text::kLegSecond, "Registered → shown", "受付完了 → 表示"},
    {Text::kChannelFirst, "internet", "インターネット"},
    {Text::kChannelSecond, "closed line", "閉域網"},
    {Text::kWholePath, "Tap → shown", "かざす → 表示"},
    {Text::kStage, "Stage", "段階"},
    {Text::kMean, "mean", "平均"},
    {Text::kMax, "max", "最大"},
    {Text::kCount, "count", "件数"},
    {Text::kShare, "share", "割合"},
    {Text::kDifference, "difference", "差"},
    {Text::kUnitMs, "ms", "ミリ秒"},
    {Text::kWaterfallLead,
     "Where the time between the tap and the answer goes: mean of each stage, end to end.",
     "カードをかざしてから結果が出るまでの時間の内訳です。各段階の平均を順に並べています。"},
    {Text::kWaterfallCompare,
     "All results stand on one time axis; the difference is that of the means against {0}.",
     "すべての結果を同じ時間軸に並べています。差は{0}に対する平均の差です。"},
    {Text::kStagesSumNote,
     "{2}: the stage means add up to {0} ms, the mean of the whole path is {1} ms, because not every visit "
     "passes every stage.",
     "{2}：すべての訪問が全段階を通るわけではないため、各段階の平均の合計は {0} ミリ秒、経路全体の平均は {1} "
     "ミリ秒です。"},
    {Text::kNoStages, "No visit reached the critical path.", "クリティカルパスに到達した訪問はありません。"},
    {Text::kDistribution, "How response times are spread", "応答時間の分布"},
    {Text::kDistributionLead,
     "Each step to the right leaves out ten times fewer of the slowest visits: 10 %, 1 %, 0.1 %.",
     "右へ一目盛り進むごとに、除かれる遅い訪問は 10 %、1 %、0.1 % と十分の一ずつ減ります。"},
    {Text::kPercentileAxis, "share of visits up to this time", "この時間以内に終わった訪問の割合"},
    {Text::kOverTime, "Over time", "時間の経過"},
    {Text::kOverTimeLead, "The same time axis for all charts: seconds since the start of the run.",
     "すべての図の横軸は、実行開始からの時間で共通です。"},
    {Text::kThroughput, "Throughput", "スループット"},
    {Text::kThroughputUnit, "visits per second", "訪問／秒"},
    {Text::kArrivals, "arrivals", "到着"},
    {Text::kCompletions, "completions", "完了"},
    {Text::kErrorsPerSecond, "Errors per second", "エラー／秒"},
    {Text::kPercentiles, "Critical path percentiles", "所要時間（かざす→表示）のパーセンタイル"},
    {Text::kAsTable, "Figures as a table", "数値を表で見る"},
    {Text::kTimeFromStart, "since start", "経過時間"},
    {Text::kNeedsScript, "The charts need JavaScript; the tables below hold the same figures.",
     "図の表示には JavaScript が必要です。同じ数値は下の表にあります。"},
    {Text::kOutcomes, "Outcomes", "結果の内訳"},
    {Text::kOutcome, "Outcome", "結果"},
    {Text::kOutcomesLead, "How the visits ended, and the rule that decided.",
     "訪問がどう終わったかと、その判断の根拠です。"},
    {Text::kRule, "Rule that decided", "判断の根拠"},
    {Text::kVisitsShare, "Share", "割合"},
    {Text::kThresholds, "Thresholds", "しきい値"},
    {Text::kThreshold, "Threshold", "しきい値"},
    {Text::kNoThresholds, "The scenario sets no thresholds.", "このシナリオにはしきい値がありません。"},
    {Text::kMet, "met", "達成"},
    {Text::kNotMet, "not met", "未達"},
    {Text::kNoData, "no data", "データなし"},
    {Text::kActual, "Actual", "実績"},
    {Text::kLimit, "Limit", "上限"},
    {Text::kStatus, "Status", "判定"},
    {Text::kConnections, "Connections", "接続"},
    {Text::kConnectionsLead, "Handshakes cost time on the path; resumed ones cost less.",
     "TLS ハンドシェイクは経路の時間を費やします。再開できれば短くなります。"},
    {Text::kNoConnections, "No connections were made.", "接続はありません。"},
    {Text::kChannel, "Channel", "通信路"},
    {Text::kExchanges, "Exchanges", "要求・応答"},
    {Text::kHandshakes, "Handshakes", "ハンドシェイク"},
    {Text::kResumed, "Resumed", "再開"},
    {Text::kResumedShare, "Resumed share", "再開の割合"},
    {Text::kJourneys, "By journey and step", "手順別"},
    {Text::kStep, "Step", "ステップ"},
    {Text::kHonesty, "Can these figures be trusted?", "この数値は信頼できるか"},
    {Text::kHonestyLead,
     "Whether the generator kept its own schedule. Late starts count in the response time, not in the "
     "service time.",
     "負荷をかける側が予定どおり動いたかを示します。開始の遅れは応答時間に含まれ、処理時間には含まれません"
     "。"},
    {Text::kHonestyVirtual,
     "In virtual time nothing can start late: the lag is zero by construction, and times are those of the "
     "model.",
     "仮想時間では開始の遅れは起こりません（遅れは常に 0）。時間はモデルの値です。"},
    {Text::kRepeat, "How to repeat this run", "この実行を再現するには"},
    {Text::kCommand, "Command", "コマンド"},
    {Text::kSeed, "Seed", "シード"},
    {Text::kVerdict, "Verdict", "判定"},
    {Text::kArrivalHash, "Arrival hash", "到着ハッシュ"},
    {Text::kTraceHash, "Trace hash", "トレースハッシュ"},
    {Text::kVersion, "Version", "バージョン"},
    {Text::kCompiler, "Compiler", "コンパイラー"},
    {Text::kLibraries, "Libraries", "ライブラリー"},
    {Text::kMachine, "Machine", "実行環境"},
    {Text::kTarget, "Target", "対象"},
    {Text::kStartedAt, "Started", "開始日時"},
    {Text::kCalendarStart, "Calendar starts", "暦の開始"},
    {Text::kCalendarSpeed, "Calendar speed", "暦の速さ"},
    {Text::kArrivalProcess, "Arrival process", "到着過程"},
    {Text::kStations, "Stations", "ステーション"},
    {Text::kPeople, "People", "利用者"},
    {Text::kDuration, "Duration of the arrivals", "到着の期間"},
    {Text::kWallTime, "Wall time", "所要時間"},
    {Text::kScenario, "Scenario", "シナリオ"},
    {Text::kScenarioText, "Scenario as it was run", "実行したシナリオの全文"},
    {Text::kReport, "Report", "レポート"},
    {Text::kCompareTitle, "{0}: {1} results side by side", "{0}：{1} 件の比較"},
    {Text::kResult, "Result", "実行結果"},
    {Text::kSyntheticNote, "All people, cards and certificates in this report are synthetic.",
     "このレポートの人・カード・証明書はすべて架空のものです。"},
    {Text::kLicenseNote, "Charts: uPlot, © Leon Sorokin, MIT licence (text in the source of this page).",
     "図：uPlot（© Leon Sorokin、MIT ライセンス。全文はこのページのソースにあります）。"},
    {Text::kReasonNoData, "No data: not one visit was finished.",
     "データがありません。終わった訪問が 1 件もありません。"},
    {Text::kReasonGeneratorLate,
     "The generator was late: p99 of the schedule lag is {0}, {1} is allowed. Lower the rate or use a faster "
     "machine.",
     "負荷をかける側が遅れました。開始の遅れの p99 は {0}、許容値は {1} "
     "です。到着率を下げるか、より速いマシンを使ってください。"},
    {Text::kReasonTargetUnreachable, "The target was unreachable for most visits.",
     "半数を超える訪問で、対象に接続できませんでした。"},
    {Text::kReasonOpenFilesShort,
     "Too few file descriptors: the run may need {0}, the limit is {1} (ulimit -n).",
     "ファイル記述子が足りません。必要になりうる数は {0}、上限は {1} です（ulimit -n）。"},
    {Text::kReasonInterrupted, "The run was interrupted before its end.", "実行は終わる前に中断されました。"},
    {Text::kWaysIn, "Ways in", "受付の方法"},
    {Text::kWaysInLead, "By which way visits came in, and how the patient was identified.",
     "どの方法で受け付け、どのように本人を確認したか。"},
    {Text::kWayIn, "Way in", "方法"},
    {Text::kIdentifiedBy, "Identified by", "本人確認"},
    {Text::kAnswered, "Answered online", "オンラインで回答"},
    {Text::kEvents, "What else happened", "その他の出来事"},
    {Text::kEvent, "Event", "出来事"},
    {Text::kBeside, "Beside the critical path", "クリティカルパス以外"},
    {Text::kBesideLead, "What is done once before a tap, and later visits without one.",
     "かざす前に一度だけ行う処理と、かざさない2回目以降の訪問。"},
    {Text::kFallbacks, "Fallbacks", "代わりの確認方法"},
    {Text::kFallbacksLead,
     "Where visits ended that the online check did not answer, why, and what follows from it.",
     "オンラインで確認できなかった訪問が、なぜ、どの方法で終わり、その後どうなるか。"},
    {Text::kFallback, "Fell back on", "代わりの方法"},
    {Text::kCause, "Because", "理由"},
    {Text::kReInquiryPossible, "Re-inquiry", "再照会"},
    {Text::kMedicalData, "Medical data", "診療情報等"},
    {Text::kClaimMayReturn, "Claim may be returned", "返戻の可能性"},
    {Text::kYes, "yes", "あり"},
    {Text::kNo, "no", "なし"},
});

constexpr bool in_order_and_complete() {
  if (kTexts.size() != static_cast<std::size_t>(Text::kEnd)) return false;
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if (static_cast<std::size_t>(kTexts[i].key) != i) return false;
    if (kTexts[i].english.empty() || kTexts[i].japanese.empty()) return false;
  }
  return true;
}
static_assert(in_order_and_complete(), "every key has its texts, in the order of the enumeration");

}  // namespace

std::string_view text(Text key, Language language) {
  auto const& entry = kTexts.at(static_cast<std::size_t>(key));
  return language == Language::kJapanese ? entry.japanese : entry.english;
}

std::string filled(std::string_view pattern, std::span<std::string_view const> values) {
  auto out = std::string{};
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    auto const marked = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    auto const index = marked ? static_cast<std::size_t>(pattern[i + 1] - '0') : values.size();
    if (index >= values.size()) {
      out += pattern[i];
      continue;
    }
    out += values[index];
    i += 2;
  }
  return out;
}

std::string text(Text key, Language language, std::initializer_list<std::string_view> values) {
  return filled(text(key, language), {values.begin(), values.size()});
}

}  // namespace kazasu::reports
