-- Whether a figure reaches its target. A rate compares its two numbers, unrounded: hand over
-- 100 × numerator as the figure and target × denominator as the target. '=' is a goal to reach, not
-- a mark to hit: more than 100 % in a call-up is no failure.
create or replace temp macro meets(figure, comparator, target, target_high) as (
    case comparator
        when '≥' then figure >= target
        when '>' then figure > target
        when '=' then figure >= target
        when '≤' then figure <= target
        when '<' then figure < target
        when '–' then figure >= target and figure <= target_high
    end
)
