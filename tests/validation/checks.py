"""The trust list: what must hold, how closely, and which tests hold it. Figures that are measured stand in measures.py by name."""

from dataclasses import dataclass

IDENTITIES, ACCOUNTS, ANSWER = "scenarios/test_identities.py", "scenarios/test_accounts.py", "scenarios/test_answer.py"
MARKET, CALIBRATE, BANK = "scenarios/test_market.py", "scenarios/test_calibrate.py", "scenarios/test_bank.py"
DISTRIBUTIONS, HISTORY, SPENDING = "scenarios/test_distributions.py", "scenarios/test_history.py", "scenarios/test_spending.py"
TO_THE_BIT, FORMULA, Z = "to the last bit", "1e-9 in float64", "4 standard errors, both sides"


@dataclass(frozen=True)
class Check:
    """`number` of the trust list, 0 for what is checked beside it. `tests` by file: names, as pytest knows them."""

    number: int
    claim: str
    tolerance: str
    tests: dict[str, tuple[str, ...]]
    measure: str | None = None


CHECKS = (
    Check(1, "A sleeve of zero is the baseline, every output", TO_THE_BIT,
          {IDENTITIES: ("test_no_sleeve_means_no_difference_to_the_last_bit", "test_a_class_with_no_weight_in_the_mix_moves_nothing"),
           ACCOUNTS: ("test_no_sleeve_is_the_baseline_to_the_last_bit",)}),
    Check(2, "All of the account in one class is that class alone", FORMULA,
          {IDENTITIES: ("test_the_whole_account_in_one_class_is_that_class_alone",)}),
    Check(3, "Weights add to 1 every year", "float32", {ACCOUNTS: ("test_the_parts_are_the_whole_and_none_is_below_zero",)}),
    Check(4, "Retiring now gives the balance of today", TO_THE_BIT, {IDENTITIES: ("test_retiring_now_gives_the_balance_of_today",),
           ACCOUNTS: ("test_who_retires_now_has_the_balance_of_today_to_the_last_bit",)}),
    Check(5, "Nothing in, nothing out", TO_THE_BIT, {IDENTITIES: ("test_nothing_in_means_nothing_out",)}),
    Check(6, "Without risk: the annuity formulas", FORMULA,
          {IDENTITIES: ("test_without_risk_the_balance_is_the_annuity_formula",
                        "test_without_risk_the_income_is_the_level_annuity_to_the_plan_to_age")}),
    Check(7, "Without risk: the growing annuity", FORMULA, {IDENTITIES: ("test_without_risk_growing_pay_gives_the_growing_annuity",)}),
    Check(8, "A lump sum W with a fee f is W (1 - f)^T", FORMULA,
          {IDENTITIES: ("test_without_risk_a_lump_sum_with_a_fee_is_w_times_one_minus_f_to_the_t",)}),
    Check(9, "Real is nominal over (1 + i)^T", FORMULA, {IDENTITIES: ("test_the_bank_holds_growth_above_prices",)}),
    Check(10, "Two equal classes may be split in any way", FORMULA,
          {IDENTITIES: ("test_two_equal_classes_may_be_split_in_any_way",), ACCOUNTS: ("test_two_equal_classes_may_be_split_in_any_way",)}),
    Check(11, "What is put in is contributions and match", "one cent",
          {IDENTITIES: ("test_what_is_put_in_is_contributions_and_match_to_the_cent",),
           "scenarios/test_contributions.py": ("test_money_paid_in", "test_no_limit_is_ever_passed")}),
    Check(12, "Months and years agree: the stored bank is the plain monthly one", "float32",
          {"scenarios/test_monthly.py": ("test_the_annual_bank_equals_the_plain_monthly_one",),
           IDENTITIES: ("test_without_risk_the_balance_is_the_annuity_formula",)}),
    Check(13, "Start balance and contributions superpose", FORMULA, {IDENTITIES: ("test_start_balance_and_contributions_superpose",)}),
    Check(14, "Money scales", "to the last bit by powers of two, else 1e-12",
          {IDENTITIES: ("test_money_scales",), ACCOUNTS: ("test_money_scales_to_the_last_bit",)}),
    Check(15, "The order of the mix and of futures changes nothing", FORMULA,
          {IDENTITIES: ("test_the_order_of_paths_changes_nothing_nor_that_of_samples_the_errors",
                        "test_the_order_of_the_mix_changes_nothing"),
           ACCOUNTS: ("test_the_order_of_the_mix_changes_nothing",)}),
    Check(16, "More paid in, better terms, a better match and lower fees leave more", "every future",
          {ANSWER: ("test_more_in_better_terms_and_lower_fees_leave_more",),
           "scenarios/test_contributions.py": ("test_paying_in_more_never_brings_less_in_all",)}),
    Check(17, "Percentiles are in order at every age", "exact",
          {IDENTITIES: ("test_percentiles_are_ordered_at_every_age",),
           "scenarios/test_any_input.py": ("test_any_document_has_a_sound_answer",)}),
    Check(18, "The chance of meeting a goal falls as the goal rises", "every future",
          {SPENDING: ("test_the_chance_to_run_short_rises_with_the_goal",)}),
    Check(19, "Above the cap is refused, at the cap is allowed", "exact",
          {ANSWER: ("test_a_sleeve_that_the_plan_does_not_allow_is_refused_and_named", "test_a_sleeve_at_the_cap_is_allowed")}),
    Check(20, "Mean and variance of a balance with contributions follow the exact recursion", Z,
          {DISTRIBUTIONS: ("test_balance_mean_and_variance_follow_the_exact_recursion",)}),
    Check(21, "Lognormal quantiles, expected shortfall, whole distribution, P(A beats B)", Z,
          {DISTRIBUTIONS: ("test_a_lump_sum_has_lognormal_quantiles_and_shortfall", "test_lump_sums_are_lognormal_all_along_the_scale",
                           "test_the_chance_that_one_class_beats_another_is_the_normal_formula")}),
    Check(22, "Correlations of monthly returns are the stated ones", "3 / sqrt(n)",
          {MARKET: ("test_sample_correlations_are_the_stated_ones",)}),
    Check(23, "Stated mean and volatility of every class; no return under -100 %", "1e-9 in closed form; simulated: 4 standard errors",
          {CALIBRATE: ("test_closed_form_moments_of_every_class_equal_the_edition",),
           MARKET: ("test_simulated_mean_and_spread_of_every_class_are_as_stated", "test_no_return_is_below_minus_one_hundred_percent")},
          measure="moments"),
    Check(24, "Appraisal: Geltner's variance and autocorrelation; reading it back gives the economic returns", Z,
          {"scenarios/test_appraisal.py": ("test_reported_returns_have_geltner_s_variance_and_autocorrelation",
                                           "test_economic_returns_can_be_read_back_from_reported_ones")}),
    Check(25, "Wipe-outs come at their chance; survivors earn what the lost ones miss", Z,
          {CALIBRATE: ("test_survivors_of_a_wipeout_earn_what_the_lost_ones_miss",),
           MARKET: ("test_wipeouts_come_at_their_yearly_chance_and_only_once",)}),
    Check(26, "The bootstrap of history averages what history averaged", Z, {HISTORY: ("test_drawn_years_average_what_history_averaged",)}),
    Check(27, "Same seed, same bank: other processes, blocks, CPU features, NumPy versions; and the same rounded answers", "equal hashes",
          {BANK: ("test_the_recorded_hash_is_found_again_in_another_process", "test_the_hash_does_not_depend_on_cpu_features",
                  "test_the_hash_does_not_depend_on_how_many_samples_are_drawn_together"),
           "scenarios/test_elsewhere.py": ("test_an_older_cpu_gives_the_same_bank_and_the_same_rounded_answer",
                                           "test_an_older_numpy_gives_the_same_bank_and_the_same_rounded_answer")},
          measure="numpy"),
    Check(28, "Another seed gives the same answer within its errors; stated errors are the spread between seeds", Z,
          {DISTRIBUTIONS: ("test_another_seed_gives_the_same_answer_within_its_errors", "test_stated_errors_are_the_spread_between_seeds")},
          measure="replication"),
    Check(29, "200 recorded households keep their answers", "as shown on the page",
          {"golden/test_golden.py": ("test_recorded_answers_are_found_again",)}, measure="golden"),
    Check(30, "A bank's hash is that of its manifest, and damage is found", "exact",
          {BANK: ("test_the_hash_matches_the_manifest_and_tells_damage",)}),
    Check(31, "No NaN, no infinity, nobody owes money, for any valid input", "exact",
          {ANSWER: ("test_any_valid_input_gives_finite_numbers_and_nobody_owes_money",),
           "scenarios/test_any_input.py": ("test_any_document_has_a_sound_answer",)}),
    Check(32, "An independent twin, one future at a time, agrees on 1,000 random households", "by output, below",
          {"scenarios/test_twin.py": ("test_the_fast_model_agrees_with_the_twin",
                                      "test_every_two_features_of_the_model_meet_in_a_household")},
          measure="twin"),
    Check(33, "Every 'x of 100' is the same on page, in tables, in aria text, in the PDF and in the terminal", "exact",
          {"planner/test_same_numbers.py": ("test_page_tables_pdf_and_terminal_say_the_same",)}),
    Check(34, "Made to fail, all run short; without risk or with endless money, none", "exact",
          {SPENDING: ("test_nobody_with_endless_money_runs_short_and_everybody_with_nothing_does",),
           IDENTITIES: ("test_without_risk_everybody_has_the_same_and_chances_are_zero_or_one",)}),
    Check(0, "Federal income tax equals an independent tax library", "one cent",
          {"scenarios/test_tax.py": ("test_eight_hundred_filers_owe_to_the_cent_what_an_independent_library_says",)}, measure="tax"),
    Check(0, "Bend points of Social Security equal every published pair", "exact",
          {"scenarios/test_social_security.py": ("test_the_formula_gives_every_bend_point_ever_published",)}, measure="bend points"),
    Check(0, "Every window of 10 to 40 years of real history", "0.0001 a year; 0.02 % of a balance",
          {HISTORY: ("test_the_windows_of_history_are_those_on_record", "test_made_up_histories_have_windows_like_the_real_one")},
          measure="windows"),
    Check(0, "A changed average needs no new bank", "1e-5 to 13 points, 5e-5 to 25",
          {BANK: ("test_a_changed_mean_moves_the_bank_as_if_built_anew",)}),
    Check(0, "Evened-out draws (pairs, strata, bridges) agree with plain ones", Z,
          {DISTRIBUTIONS: ("test_evened_out_futures_agree_with_plain_ones",)}),
)  # fmt: skip
