"""Where the questions of four real articles are asked in the recordings, found by reading article and transcript.

For each question in the order of its article: the time, how the question begins, and the words that are said there:
the turn that asks, or else the words with which an answer to it begins. Where these stand inside a paragraph, their
time is interpolated by words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from publisher.clock import parse_time_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A question of an article, and when it is asked, by the judgement of a reader."""

    start_ms: int
    question: str
    said: str


def _judged(table: str) -> list[Judged]:
    rows = [row.split(" | ") for row in table.strip().split("\n")]
    return [Judged(start_ms=parse_time_ms(time), question=question, said=said) for time, question, said in rows]


DATA_TEAM_ROLES: Final = _judged("""\
2:25 | Before we dive into the different roles | Maybe first a few words about myself
3:28 | What are the main roles | In a data team there are many different roles
4:45 | Let's dive deeper into the specific responsibilities | Let us start with core responsibilities
5:44 | Let's start with the product manager role | Let us start with the product manager
7:51 | What about data analysts? | The role of a data analyst
11:29 | How do data scientists differ from data analysts? | Now let us talk about data scientists
13:31 | What about data engineers? | Now let us talk about data engineers
16:56 | Are there other types of engineers | This is their main responsibility, but they are not the only type
19:26 | What about DevOps engineers | Another important type of engineer
21:34 | What about MLOps engineers? | You might have heard of an MLOps engineer
22:51 | Could you provide a summary | This was the overview of the main roles
24:17 | How can data engineers best support | I received a question from Ankush
25:27 | Are there different ways that machine learning models | Sometimes models do not operate online
28:46 | What's the key difference between machine learning engineers | The first question is about the difference
30:48 | Should data teams also include business analysts | Another question is whether the team should have
32:06 | What communication and soft skills | What communication or soft skills are required
34:35 | How do the roles in a data team change | What roles depend on the size of the team?
37:26 | Do data engineers primarily work with big data | Do data engineers work on big data?
38:52 | Is there a clear distinction | Is there a needed separation
41:30 | In smaller teams that don't have | If a small team has no machine learning ops
""")

OPEN_SOURCE: Final = _judged("""\
5:08 | Could you walk us through your career journey | Before we get into open source
10:18 | As a Research Advocate at Rasa | What are your responsibilities there?
13:16 | For those unfamiliar with Rasa | Can you explain a bit about the company
14:22 | How do you personally define open source | Speaking of open source
36:08 | Your pinned tweet emphasizes | I remember your pinned tweet about this
16:44 | You've created and maintain several | You mentioned Psychic Lego and Brent
25:05 | Let's dive deeper into scikit-lego | So for Psychic Lego, the name reflects
21:26 | Your project names are wonderfully creative | What caught my attention was the names
37:05 | What are the key elements | Coming back to open source, in your opinion
26:26 | For someone who wants to start contributing | We have a question about getting started
33:47 | How do you manage to find time and energy | Another question: how do you find the time
42:22 | Many developers have internal tools | Sometimes we work on internal libraries
46:37 | How can open source work and conference speaking | We have a question from Mikhail
61:35 | As we wrap up, could you reflect | We have a question about your role as a research advocate
""")

TECHNICAL_WRITING: Final = _judged("""\
3:10 | Before we dive into technical writing | Before we go into the main topic of writing
5:24 | You're known for publishing regularly | Since we are talking about writing
8:35 | Writing consistently takes a lot of time | That is a long answer, but I get it
29:37 | You mentioned writing as a "lighthouse" | So you have an image of your target audience
33:11 | Do you approach each article | Seeing the result as a product?
14:24 | Let's talk about your actual writing process | How do you write? Do you have a process
19:52 | You emphasize iterating on outlines | How does the outline look?
25:05 | You publish weekly | If we estimate your weekly writing time
31:13 | With all that editing and iteration | Okay, can I ask a question in the meantime
25:45 | Where do you get ideas | You mentioned having a backlog of topics
34:22 | Do you aim for a specific article length? | Do you try to control the length?
36:19 | How do you approach titling | How do you come up with a title?
39:01 | For someone who wants to start writing | If everyone on this call decided
42:35 | What blogging platform or tools | What tool would you recommend?
43:57 | You work full-time and write a lot | How do you schedule writing
46:01 | What's your advice for growing a blog | How did you make your blog popular?
48:33 | Let's talk about writing at work | Writing internally at work is also important
56:43 | What about writing for a technical portfolio | Writing for a portfolio
""")

CRISP_DM: Final = _judged("""\
2:59 | Can you remind us about the different roles | Previously we talked about the product manager
4:16 | Why is having a structured process important | Everyone in the team needs to work together
5:08 | What methodology will you be discussing | There are many methodologies
5:51 | What are the main steps | A process in CRISP DM consists of six steps
7:37 | Can you give us a concrete example | To illustrate the process better
8:26 | What specific problem are we trying | We want to help sellers create listings faster
8:42 | What does the team composition look like | We work in a cross functional team
9:22 | How does the business understanding step work | The first step is business understanding
10:17 | What specific questions need to be answered | They want to understand how many users are affected
10:58 | How do you actually measure something like user drop-off | Measuring how many users cannot finish
11:38 | How did you actually quantify this problem | We can also talk to the moderation team
12:49 | Once you have quantified the problem | We then define an objective
13:38 | Do you validate whether machine learning | We also want to understand if machine learning
14:49 | Why is the business understanding step so crucial? | Business understanding is an important step
15:03 | What happens in the data understanding step? | Once we have that, we move to the next step
15:32 | What specific data do we need | For our problem we need the title
15:38 | What do you do if some required data is missing | We look at the data and see that we have
15:46 | What role do data engineers play | If all the needed data is already in the data lake
16:00 | What happens in the data preparation step? | The next step is data preparation
16:09 | How polished and complete | In early project stages it makes sense
16:35 | What happens in the modeling step? | Modeling is the step where we train the model
16:46 | What metrics do you use | We define a model evaluation metric
16:54 | Should you start with a complex model | Often it makes sense to create a simple baseline
17:05 | What happens in the evaluation step? | If the baseline accuracy is sufficient
17:17 | How do you test the model in a production | To evaluate, we integrate the solution
17:29 | What are the possible outcomes | Evaluation can lead to different outcomes
17:43 | What happens in the deployment step? | If the solution meets expectations we go to deployment
17:48 | What do you need to focus on | At this stage the focus is on engineering
17:59 | What does success look like after deployment? | At the end of this step the model is in production
18:09 | What happens after deployment? | After deployment we can return
18:23 | How do you decide whether to add complexity | When making these decisions
18:34 | What is your recommended approach | In my experience we should start
19:12 | Why is data collection such an important aspect | I also want to talk about data collection
19:25 | Does the CRISP-DM methodology specifically | Crisp DM may not explicitly highlight data collection
19:42 | How do you ensure data quality | Tracking data quality is also important
31:26 | Isn't it better to establish | Vladimir is asking whether it is better
33:57 | Is the CRISP-DM methodology practical | Vladimir asks whether Crisp DM is used
35:09 | Do you typically conduct A/B tests | Do we conduct user research?
""")
