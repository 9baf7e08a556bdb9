-- A number held between two others; unlike greatest and least, nothing stays nothing.
create or replace temp macro within(x, floor, ceiling) as (
    case when x < floor then floor when x > ceiling then ceiling else x end
)
